using Gateway.Domain.Calls;
using Gateway.Domain.Pricing;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Proxy.Requests;

namespace Gateway.Ingress.Proxy;

/// <summary>Writes how a call ended: journal #2.</summary>
internal sealed class CallSettler(IJournal journal, GovernanceView governance)
{
    /// <summary>Records the end of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="httpStatus">What the client is given; null: it left before.</param>
    /// <returns>Whether the last byte may be released.</returns>
    public async ValueTask<bool> SettleAsync(ProxiedCall call, CallEnd end, int? httpStatus)
    {
        var outcome = OutcomeOf(call, httpStatus);
        var settlement = end.Kind switch
        {
            CallStatus.Completed => Settlement.Of(call.Opening, new CallCompleted(outcome), call.FailedAttempts),
            CallStatus.Aborted => Settlement.Of(call.Opening, new CallAborted(outcome), call.FailedAttempts),
            _ => Settlement.Of(call.Opening, FailureOf(call, outcome, end), call.FailedAttempts),
        };
        call.IsSettled = true;
        var result = await journal.SettleAsync(settlement);
        IngressTelemetry.Ended(end, outcome);
        return result == SettleResult.Recorded;
    }

    private static CallFailed FailureOf(ProxiedCall call, CallOutcome outcome, CallEnd end)
    {
        var sanitised = outcome.Sanitised == true;
        var code = StorableText.Clean(call.Facts.ErrorCode, ref sanitised);
        return new CallFailed(outcome, end.Reason!)
        {
            ProviderErrorCode = code,
            Interrupted = end.Interrupted ? true : null,
            Sanitised = sanitised ? true : null,
        };
    }

    private CallOutcome OutcomeOf(ProxiedCall call, int? httpStatus)
    {
        var facts = call.Facts;
        var (usageState, usage) = facts.UsageOr(call.Body.Length);
        var sanitised = false;
        var responseModel = StorableText.Clean(facts.ResponseModel, ref sanitised);
        var latency = call.Latency();
        return new CallOutcome
        {
            ReceivedAt = call.ReceivedAt,
            CompletedAt = call.InstantOf(latency),
            Attempt = call.Attempt,
            Provider = call.Target?.Provider.Name,
            Model = call.Target?.Model,
            ResponseModel = responseModel,
            ResponseId = StorableText.Clean(facts.ResponseId, ref sanitised),
            ServiceTier = StorableText.Clean(facts.ServiceTier, ref sanitised),
            UpstreamRequestId = StorableText.Clean(call.UpstreamRequestId, ref sanitised),
            HttpStatus = httpStatus,
            FinishReasons = FinishReasonsOf(call, ref sanitised),
            UsageState = usageState,
            Usage = usage,
            ProviderUsage = facts.ProviderUsage,
            Cost = usage is null ? null : CostOf(call, responseModel, usage),
            Latency = latency,
            ResponseDigest = call.AnswerDigest(),
            ResponseBytes = call.AnswerBytes,
            Sanitised = sanitised ? true : null,
        };
    }

    private static List<string>? FinishReasonsOf(ProxiedCall call, ref bool sanitised)
    {
        if (call.Facts.FinishReasons.Count == 0)
            return null;

        var reasons = new List<string>(call.Facts.FinishReasons.Count);
        foreach (var reason in call.Facts.FinishReasons.Values)
            reasons.Add(StorableText.Clean(reason, ref sanitised)!);
        return reasons;
    }

    // By what answered; a provider that answers under a dated name is priced by the name that was asked for if the dated one has no price.
    private Cost? CostOf(ProxiedCall call, string? responseModel, TokenUsage usage)
    {
        var snapshot = governance.Current;
        var (organization, provider) = (call.Key.Organization, call.Target!.Provider.Name);
        var price = (responseModel is null ? null : snapshot.FindPrice(organization, provider, responseModel, call.ReceivedAt))
            ?? snapshot.FindPrice(organization, provider, call.Target.Model, call.ReceivedAt);
        return price?.CostOf(usage);
    }
}
