using Gateway.GraphQL.Scalars;
using Gateway.Projections.Calls;
using GraphQL.Types;

namespace Gateway.GraphQL.Calls;

/// <summary>One try at one target.</summary>
internal sealed class AttemptType : ObjectGraphType<CallAttempt>
{
    public AttemptType()
    {
        Name = "Attempt";
        Description = "One try at one upstream target within a call. Known once it has ended.";
        this.Add<NonNullGraphType<IntGraphType>, CallAttempt>("number", a => a.Number, "From 1.");
        this.Add<NonNullGraphType<StringGraphType>, CallAttempt>("provider", a => a.Provider, "The target's provider, by its configured name.");
        this.Add<NonNullGraphType<StringGraphType>, CallAttempt>("model", a => a.Model, "The target's model.");
        this.Add<NonNullGraphType<CallStatusType>, CallAttempt>(
            "status", a => a.Status, "FAILED, or the call's own status for the attempt that ended it.");
        this.Add<StringGraphType, CallAttempt>("reason", a => a.Reason, "Stable code of the failure: \"upstream_timeout\". Null: it did not fail.");
        this.Add<IntGraphType, CallAttempt>(
            "httpStatus", a => a.HttpStatus, "The provider's status; for the attempt that ended the call, the one that the client was given.");
        this.Add<StringGraphType, CallAttempt>("providerErrorCode", a => a.ProviderErrorCode, "The provider's own error type or code.");
        this.Add<DateTimeType, CallAttempt>("startedAt", a => a.StartedAt, "When it began, by the node's clock. Null: not known.");
        this.Add<FloatGraphType, CallAttempt>("durationMs", a => a.Duration / 1000.0, "How long it took, in milliseconds. Null: not known.");
    }
}
