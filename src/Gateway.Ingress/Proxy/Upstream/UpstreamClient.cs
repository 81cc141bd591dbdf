using System.Net;
using System.Text;
using Gateway.Domain.Calls;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Providers.OpenAI;
using Microsoft.Extensions.Options;

namespace Gateway.Ingress.Proxy.Upstream;

/// <summary>What one attempt brought: a response, or why there is none.</summary>
/// <param name="Response">The provider's response, its body unread; null: there is none.</param>
/// <param name="Failure">Why there is none.</param>
internal readonly record struct AttemptResult(HttpResponseMessage? Response, CallEnd Failure)
{
    /// <summary>Whether another target may do better.</summary>
    public bool MayFailOver =>
        Response is null ? Failure.Kind == CallStatus.Failed : (int)Response.StatusCode is 408 or 429 or >= 500;

    /// <summary>The stable code of what went wrong.</summary>
    public string Reason => Failure.Reason ?? FailureReasons.UpstreamError;
}

/// <summary>Sends calls to providers over pooled connections, HTTP/2 where it is offered.</summary>
internal sealed class UpstreamClient(IOptions<ProxyOptions> options, ProviderCredentials credentials) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.Value.ConnectTimeout,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // As our server reads them, so that each byte arrives as it was sent.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Tries the call's current target. Never throws for what a provider or a network does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The endpoint, relative to the provider's base URL.</param>
    /// <param name="deadline">Armed for the first byte; the relay arms it again.</param>
    public async Task<AttemptResult> SendAsync(ProxiedCall call, string path, Deadline deadline)
    {
        using var content = new SplicedContent(call.Body.Bytes, SplicesOf(call));
        using var request = ToRequest(call, path, content);
        deadline.Arm(options.Value.FirstByteTimeout);
        try
        {
            var response = await _invoker.SendAsync(request, deadline.Token);
            call.HeadersReceived();
            call.UpstreamRequestId = response.Headers.NonValidated.TryGetValues("x-request-id", out var ids) ? ids.ToString() : null;
            return new AttemptResult(response, default);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return new AttemptResult(null, deadline.Explain(failure, interrupted: false, FailureReasons.UpstreamUnreachable));
        }
        finally
        {
            // A provider may answer before it has read the request: then the sending goes on from a buffer that must not be used again.
            if (!content.IsSent)
                call.Body.KeepFromPool();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _invoker.Dispose();

    private static IEnumerable<Splice> SplicesOf(ProxiedCall call)
    {
        var request = call.Request!;
        if (request.UsageInjection is { } injection)
            yield return injection;
        if (request.RenameTo(call.Target!.Model) is { } rename)
            yield return rename;
    }

    private HttpRequestMessage ToRequest(ProxiedCall call, string path, SplicedContent content)
    {
        var provider = call.Target!.Provider;
        var request = new HttpRequestMessage(HttpMethod.Post, provider.BaseUrl + path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        ForwardedHeaders.CopyUpstream(call.Http.Request.Headers, request);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (credentials.Find(provider) is { } secret)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + secret);
        return request;
    }
}
