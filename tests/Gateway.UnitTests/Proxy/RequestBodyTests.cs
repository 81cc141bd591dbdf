using CsCheck;
using Gateway.Ingress.Proxy.Requests;
using Microsoft.AspNetCore.Http;

namespace Gateway.UnitTests.Proxy;

public sealed class RequestBodyTests
{
    private const int Max = 40_000;

    [Fact]
    public Task is_read_whole_whatever_its_size_and_whether_it_was_declared() => Gen.Select(Gen.Int[0, Max], Gen.Bool, Gen.Int[1, 9_000])
        .SampleAsync(async (size, isDeclared, portion) =>
        {
            var sent = new byte[size];
            new Random(size).NextBytes(sent);

            using var body = await RequestBody.ReadAsync(Request(sent, isDeclared ? size : null, portion), Max);

            Assert.Null(body.Rejection);
            Assert.Equal(sent, body.Bytes.ToArray());
        });

    [Theory]
    [InlineData(Max + 1, null)]
    [InlineData(Max + 1, Max + 1L)]
    [InlineData(10 * Max, null)]
    [InlineData(5, long.MaxValue)]
    public async Task one_that_is_too_large_is_refused_and_not_read_on(int size, long? declared)
    {
        using var body = await RequestBody.ReadAsync(Request(new byte[size], declared, 1_000), Max);

        Assert.Equal("body_too_large", body.Rejection?.Code);
        Assert.True(body.Length <= 2 * Max);
    }

    [Fact]
    public async Task one_that_breaks_off_is_kept_as_far_as_it_came()
    {
        var request = Request(new byte[100], 200, 30);
        ((Portions)request.Body).BreaksAfter = 60;

        using var body = await RequestBody.ReadAsync(request, Max);

        Assert.Equal(("client_closed_request", 60), (body.Rejection?.Code, body.Length));
    }

    private static HttpRequest Request(byte[] body, long? declared, int portion)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new Portions(body, portion);
        request.ContentLength = declared;
        return request;
    }

    /// <summary>A body that comes in portions, and may break off.</summary>
    private sealed class Portions(byte[] body, int portion) : MemoryStream(body)
    {
        public int BreaksAfter { get; set; } = int.MaxValue;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= BreaksAfter ? throw new IOException("reset") : base.ReadAsync(buffer[..Math.Min(buffer.Length, portion)], cancellationToken);
    }
}
