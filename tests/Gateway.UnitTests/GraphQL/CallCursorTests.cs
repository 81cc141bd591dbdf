using System.Buffers.Text;
using Gateway.Domain.Calls;
using Gateway.GraphQL;
using Gateway.GraphQL.Calls;
using Gateway.Projections.Calls;
using Microsoft.Extensions.Options;

namespace Gateway.UnitTests.GraphQL;

public sealed class CallCursorTests
{
    private readonly CallCursor _cursors = With(1);

    [Fact]
    public void a_cursor_names_the_place_it_was_made_of()
    {
        var call = Call(DateTimeOffset.Parse("2026-11-24T09:30:00.123456Z"));

        Assert.Equal(new CallPlace(call.StartedAt, call.Id), _cursors.Read(_cursors.Write(call)));
    }

    [Fact]
    public void a_cursor_with_any_byte_changed_is_refused()
    {
        var cursor = Base64Url.DecodeFromChars(_cursors.Write(Call(DateTimeOffset.UnixEpoch)));
        for (var i = 0; i < cursor.Length; i++)
        {
            var forged = cursor.ToArray();
            forged[i] ^= 1;
            Assert.Null(_cursors.Read(Base64Url.EncodeToString(forged)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64url!")]
    [InlineData("AAAA")]
    public void what_is_no_cursor_is_refused(string text) => Assert.Null(_cursors.Read(text));

    [Fact]
    public void nodes_with_the_same_key_accept_each_others_cursors_and_others_do_not()
    {
        var cursor = _cursors.Write(Call(DateTimeOffset.UnixEpoch));

        Assert.NotNull(With(1).Read(cursor));
        Assert.Null(With(2).Read(cursor));
    }

    private static CallCursor With(byte key) => new(Options.Create(new GatewayGraphQLOptions { CursorKey = [.. Enumerable.Repeat(key, 32)] }));

    private static CallRecord Call(DateTimeOffset startedAt) =>
        new(Guid.CreateVersion7(), CallStatus.Open, null!, null!, null!, null, UsageState.Absent, null, null, startedAt, null, startedAt, 1);
}
