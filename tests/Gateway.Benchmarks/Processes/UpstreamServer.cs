using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Benchmarks.Processes;

/// <summary>The provider that everything is measured in front of: Kestrel and two constant answers, so that it costs as little as it can.</summary>
internal static class UpstreamServer
{
    /// <summary>Serves until the harness goes away. Arguments: the port, and the pause between two chunks of a stream in milliseconds.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var gap = TimeSpan.FromMilliseconds(int.Parse(args[1]));
        await using var app = BareHost.Create(args[0]).Build();
        app.Run(context => AnswerAsync(context, gap));
        return await BareHost.RunAsync(app);
    }

    private static async Task AnswerAsync(HttpContext context, TimeSpan gap)
    {
        if (await WantsStreamAsync(context.Request))
        {
            await StreamAsync(context.Response, gap, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answers.Plain.Length;
        context.Response.BodyWriter.Write(Answers.Plain.Span);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async ValueTask<bool> WantsStreamAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var reader = new SequenceReader<byte>(read.Buffer);
                var found = reader.TryReadTo(out ReadOnlySequence<byte> _, "\"stream\":true"u8);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return found;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task StreamAsync(HttpResponse response, TimeSpan gap, CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        foreach (var data in Answers.Streamed)
        {
            response.BodyWriter.Write(data.Span);
            await response.BodyWriter.FlushAsync(cancellation);
            if (gap > TimeSpan.Zero)
                await Task.Delay(gap, cancellation);
        }
    }
}
