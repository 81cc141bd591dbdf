using Gateway.Domain;
using Gateway.Domain.Calls;
using Gateway.Domain.Content;
using Gateway.Domain.Governance;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Proxy.Requests;

namespace Gateway.Ingress.Proxy;

/// <summary>Makes the first record of a call.</summary>
internal static class OpeningFactory
{
    private static readonly string[] UsageInjected = ["stream_options.include_usage"];

    /// <summary>The entry for journal #1.</summary>
    /// <param name="call">The call, received and inspected.</param>
    /// <param name="snapshot">What it is decided against at first.</param>
    /// <param name="rejection">Why it is refused whatever governance says; null: it is not.</param>
    public static Opening Create(ProxiedCall call, GovernanceSnapshot snapshot, Rejection? rejection)
    {
        var opening = Describe(call, snapshot);
        if (rejection is not null)
            return Opening.Refusing(call.Id, opening, call.Key, rejection);

        var request = new CallRequest(call.Key.SecretHash, call.Request!.Model);
        var injected = call.Request.UsageInjection is null ? null : UsageInjected;
        return Opening.Asking(call.Id, opening, request, injected, snapshot.Decide(request));
    }

    private static CallOpening Describe(ProxiedCall call, GovernanceSnapshot snapshot)
    {
        var (client, key, http) = (call.Client, call.Key, call.Http);
        var sanitised = client.Sanitised;
        var model = StorableText.Clean(call.Request?.Model, ref sanitised);
        var userAgent = StorableText.Clean(http.Request.Headers.UserAgent.ToString(), ref sanitised);
        var endUser = call.EndUser(ref sanitised);
        var address = http.Connection.RemoteIpAddress?.ToString();
        return new CallOpening
        {
            // The journal sets these two when it writes, because they may change while the entry waits.
            Node = string.Empty,
            Boot = Guid.Empty,
            ReceivedAt = call.ReceivedAt,
            PrincipalKind = "virtual_key",
            PrincipalId = key.Id,
            Key = key.Name,
            Organization = key.Organization,
            Team = key.Team,
            Project = key.Project,
            Tags = client.Tags,
            TraceId = client.TraceId,
            ParentSpanId = client.ParentSpanId,
            Session = client.Session,
            Agent = client.Agent,
            ParentCall = client.ParentCall,
            Classification = client.Classification,
            Endpoint = call.Endpoint.Name,
            WireFormat = call.Endpoint.WireFormat,
            RequestedModel = model,
            Stream = call.Request?.Stream ?? false,
            PolicyVersion = snapshot.Version,
            RequestDigest = call.Body.Rejection is null ? call.Subject.Digest(call.Body.Bytes.Span) : null,
            RequestBytes = call.Body.Length,
            Subject = call.Subject.Id,
            Personal = call.Subject.Seal(new PersonalValues(address, userAgent, endUser)),
            Sanitised = sanitised ? true : null,
        };
    }
}
