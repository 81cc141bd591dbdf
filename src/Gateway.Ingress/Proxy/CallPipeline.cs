using Gateway.Domain;
using Gateway.Domain.Governance;
using Gateway.Ingress.Access;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Requests;
using Gateway.Projections.Content;
using Microsoft.Extensions.Options;

namespace Gateway.Ingress.Proxy;

/// <summary>The way of a call, from the first header to the last byte.</summary>
internal sealed class CallPipeline(
    GovernanceView governance, SubjectKeys subjects, IJournal journal, CallForwarder forwarder, AuthenticationFailures failures,
    IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Takes a call to <c>POST /v1/chat/completions</c>.</summary>
    public Task ChatAsync(HttpContext http) => RunAsync(http, CallEndpoint.Chat, refusal: null);

    /// <summary>Refuses a call for what it asks for, and records that.</summary>
    public Task RefuseAsync(HttpContext http, CallEndpoint endpoint, Rejection reason) => RunAsync(http, endpoint, reason);

    private async Task RunAsync(HttpContext http, CallEndpoint endpoint, Rejection? refusal)
    {
        // receive
        using var call = new ProxiedCall(http, endpoint, time);
        var snapshot = governance.Current;

        // authenticate
        if (VirtualKeyCredential.Find(http.Request.Headers, snapshot) is not { } key)
        {
            await Refusal.UnauthenticatedAsync(http, failures);
            return;
        }

        call.Key = key;
        call.Received(await RequestBody.ReadAsync(http.Request, options.Value.MaxBodyBytes), time.GetUtcNow());

        // inspect
        var rejection = refusal ?? call.Body.Rejection ?? Inspect(call);

        // decide, journal #1: durable before anything leaves
        if (await OpenAsync(call, snapshot, rejection) is not { } decision)
        {
            await Refusal.UnavailableAsync(http);
            return;
        }

        if (decision is CallDecision.Deny denial)
        {
            await Refusal.DeniedAsync(http, denial.Reason);
            return;
        }

        // route, relay, journal #2: durable before the last byte
        await forwarder.ForwardAsync(call, (CallDecision.Admit)decision);
    }

    private static Rejection? Inspect(ProxiedCall call)
    {
        call.Request = ChatRequestReader.Read(call.Body.Bytes.Span, out var rejection);
        return rejection;
    }

    private async ValueTask<CallDecision?> OpenAsync(ProxiedCall call, GovernanceSnapshot snapshot, Rejection? rejection)
    {
        try
        {
            var sanitised = false;

            // Not ended by a client that leaves: that it was here is to be recorded all the same.
            call.Subject = await subjects.GetAsync(call.Key.Organization, call.EndUser(ref sanitised), CancellationToken.None);
        }
        catch (Exception failure) when (DatabaseFailure.IsAway(failure))
        {
            return null;
        }

        call.Opening = OpeningFactory.Create(call, snapshot, rejection);
        var decision = await journal.OpenAsync(call.Opening);
        call.Opened();
        return decision;
    }
}
