using Gateway.GraphQL.Errors;
using Gateway.GraphQL.Freshness;
using Gateway.GraphQL.Pricing;
using Gateway.GraphQL.Scalars;
using Gateway.Projections.Calls;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.GraphQL.Calls;

/// <summary>A call.</summary>
internal sealed class CallType : ObjectGraphType<CallRecord>
{
    public CallType()
    {
        Name = "Call";
        Description = "One request by a client and everything done to answer it.";
        AddState();
        AddScope();
        AddRequest();
        AddResult();
        AddUsage();
        AddEvents();
    }

    private void AddState()
    {
        this.Add<NonNullGraphType<IdGraphType>, CallRecord>("id", c => c.Id, "The id that every response carries in x-gateway-call-id.");
        this.Add<NonNullGraphType<CallStatusType>, CallRecord>("status", c => c.Status, "How far the call has come.");
        this.Add<NonNullGraphType<DateTimeType>, CallRecord>("startedAt", c => c.StartedAt, "When the request had been read, by the node's clock.");
        this.Add<DateTimeType, CallRecord>("completedAt", c => c.CompletedAt, "When the outcome was known, by the node's clock. Null: it is open.");
        this.Add<FloatGraphType, CallRecord>(
            "durationMs", c => c.Latency?.Total / 1000.0, "How long the call took, in milliseconds. Null: it is open, or was abandoned.");
        this.Add<LatencyType, CallRecord>("latency", c => c.Latency, "Where the time went. Null: the call is open, or was abandoned.");
        this.Add<NonNullGraphType<DateTimeType>, CallRecord>("recordedAt", c => c.RecordedAt, "When its last event was recorded, by the database's clock.");
        this.Add<NonNullGraphType<StringGraphType>, CallRecord>(
            "position", c => StorePosition.Format(c.LastPosition), "The place of its last event in the store: opaque, and in store order when compared as text.");
    }

    private void AddScope()
    {
        this.Add<NonNullGraphType<StringGraphType>, CallRecord>("organization", c => c.Scope.Organization, "The organization's name.");
        this.Add<StringGraphType, CallRecord>("team", c => c.Scope.Team, "The team's name. Null: the key belongs to the whole organization.");
        this.Add<StringGraphType, CallRecord>("project", c => c.Scope.Project, "The project's name. Null: the key belongs to no single project.");
        this.Add<StringGraphType, CallRecord>("key", c => c.Scope.Key, "The virtual key's name. Null: the principal is not a key.");
        this.Add<NonNullGraphType<StringGraphType>, CallRecord>("principalKind", c => c.Scope.PrincipalKind, "Who acts: virtual_key, person or service.");
        this.Add<NonNullGraphType<IdGraphType>, CallRecord>("principalId", c => c.Scope.PrincipalId, "The principal's stable id.");
        this.Add<StringGraphType, CallRecord>("session", c => c.Scope.Session, "The session that the client named.");
        this.Add<StringGraphType, CallRecord>("agent", c => c.Scope.Agent, "The agent that the client named.");
        this.Add<StringGraphType, CallRecord>("traceId", c => c.Scope.TraceId, "W3C trace id, 32 hex digits.");
        this.Add<StringGraphType, CallRecord>("parentSpanId", c => c.Scope.ParentSpanId, "W3C id of the client's span, 16 hex digits.");
        this.Add<IdGraphType, CallRecord>("parentCall", c => c.Scope.ParentCall, "The id of the call that led to this one, as the client named it.");
        this.Add<JsonType, CallRecord>("tags", c => c.Scope.Tags, "The client's tags that are not personal, as an object.");
        this.Add<StringGraphType, CallRecord>("classification", c => c.Scope.Classification, "The data classification that the client claimed.");
        this.Add<NonNullGraphType<IdGraphType>, CallRecord>(
            "subject", c => c.Scope.Subject, "The data subject under whose key personal values and digests stand.");
    }

    private void AddRequest()
    {
        this.Add<NonNullGraphType<StringGraphType>, CallRecord>("endpoint", c => c.Request.Endpoint, "What was asked for: \"chat\", \"embeddings\".");
        this.Add<NonNullGraphType<StringGraphType>, CallRecord>("wireFormat", c => c.Request.WireFormat, "The client's wire format: \"openai.chat\".");
        this.Add<StringGraphType, CallRecord>(
            "requestedModel", c => c.Request.Model, "The model that the client asked for. Null: the request could not be read that far.");
        this.Add<NonNullGraphType<BooleanGraphType>, CallRecord>("stream", c => c.Request.Stream, "Whether the client asked for a stream.");
        this.Add<StringGraphType, CallRecord>("route", c => c.Request.Route, "The route that served the call. Null: it was refused before.");
        this.Add<StringGraphType, CallRecord>("strategy", c => c.Request.Strategy, "How the route chose among its targets.");
        this.Add<JsonType, CallRecord>("injected", c => c.Request.Injected, "What the gateway added to the request, by JSON path. Null: nothing.");
        this.Add<NonNullGraphType<StringGraphType>, CallRecord>("node", c => c.Request.Node, "The node that took the call.");
        this.Add<NonNullGraphType<IdGraphType>, CallRecord>("boot", c => c.Request.Boot, "The process that took the call.");
        this.Add<NonNullGraphType<LongType>, CallRecord>(
            "policyVersion", c => c.Request.PolicyVersion, "The governance version that the decision was made against.");
        this.Add<NonNullGraphType<LongType>, CallRecord>("requestBytes", c => c.Request.Bytes, "Size of the request's body, as far as it was read.");
        this.Add<StringGraphType, CallRecord>("requestDigest", c => c.Request.Digest, "HMAC-SHA-256 of the request's body under the subject's key, base64.");
    }

    private void AddResult()
    {
        this.Add<IntGraphType, CallRecord>(
            "httpStatus", c => c.Outcome.HttpStatus, "The status that the client was given. Null: none yet, or the client left before.");
        this.Add<StringGraphType, CallRecord>("denialCode", c => c.Outcome.DenialCode, "Why the gateway refused the call: \"model_not_found\".");
        this.Add<StringGraphType, CallRecord>("failureReason", c => c.Outcome.FailureReason, "Why the call failed: \"upstream_timeout\".");
        this.Add<StringGraphType, CallRecord>("providerErrorCode", c => c.Outcome.ProviderErrorCode, "The provider's own error type or code.");
        this.Add<NonNullGraphType<BooleanGraphType>, CallRecord>(
            "interrupted", c => c.Outcome.Interrupted ?? false, "Whether a failed call had already given the client a part of the answer.");
        this.Add<NonNullGraphType<BooleanGraphType>, CallRecord>(
            "clientLeft", c => c.Outcome.ClientLeft ?? false, "Whether the client had left while the answer was read to its end.");
        this.Add<StringGraphType, CallRecord>("closedBy", c => c.Outcome.ClosedBy, "The node that closed an abandoned call.");
        this.Add<StringGraphType, CallRecord>("provider", c => c.Outcome.Provider, "The configured name of the provider that answered, or was tried last.");
        this.Add<StringGraphType, CallRecord>("targetModel", c => c.Outcome.TargetModel, "The model that was asked of the provider.");
        this.Add<StringGraphType, CallRecord>("responseModel", c => c.Outcome.Model, "The model that says it answered.");
        this.Add<StringGraphType, CallRecord>("responseId", c => c.Outcome.ResponseId, "The provider's id of the answer. Providers repeat them.");
        this.Add<StringGraphType, CallRecord>("serviceTier", c => c.Outcome.ServiceTier, "The service tier that the provider says it used.");
        this.Add<StringGraphType, CallRecord>("upstreamRequestId", c => c.Outcome.UpstreamRequestId, "The provider's request id.");
        this.Add<JsonType, CallRecord>("finishReasons", c => c.Outcome.FinishReasons, "Why generation ended, one for each choice, in the provider's words.");
        this.Add<LongType, CallRecord>("responseBytes", c => c.Outcome.Bytes, "Bytes of the answer's body that the provider sent.");
        this.Add<StringGraphType, CallRecord>("responseDigest", c => c.Outcome.Digest, "HMAC-SHA-256 of the answer's body under the subject's key, base64.");
        this.Add<NonNullGraphType<BooleanGraphType>, CallRecord>(
            "sanitised", c => c.Outcome.Sanitised ?? false, "Whether a string was cut or stripped of what the store refuses.");
        this.Add<NonNullGraphType<IntGraphType>, CallRecord>("attemptCount", c => c.Outcome.Attempts, "How many attempts are known to have been made.");
    }

    private void AddUsage()
    {
        this.Add<IntGraphType, CallRecord>(
            "inputTokens", c => Int("inputTokens", c.Tokens?.TotalInput), "All input tokens, what was read from or written to the provider's cache included.");
        this.Add<IntGraphType, CallRecord>("outputTokens", c => Int("outputTokens", c.Tokens?.TotalOutput), "All output tokens, reasoning included.");
        this.Add<TokenUsageType, CallRecord>("tokens", c => c.Tokens, "Tokens by type. Null: nothing is known.");
        this.Add<NonNullGraphType<UsageStateType>, CallRecord>("usageState", c => c.UsageState, "Where the tokens come from.");
        this.Add<MoneyType, CallRecord>("cost", c => c.Cost is { } cost ? new Money(cost.Amount, cost.Currency) : null, "What the call costs. Null: unpriced.");
        this.Add<IdGraphType, CallRecord>("priceList", c => c.Cost?.PriceList, "The price list that the cost goes by.");
        this.Add<IntGraphType, CallRecord>("priceVersion", c => c.Cost?.PriceVersion, "The version of that list which holds the price.");
    }

    private void AddEvents()
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CallEventType>>>>("events")
            .Description("The call's events, in their order, straight from the store.")
            .Resolve(c => Loader(c).Load(c.Source, events => events));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AttemptType>>>>("attempts")
            .Description("The attempts that have ended, in their order, as the events tell of them.")
            .Resolve(c => Loader(c).Load(c.Source, CallAttempt.From));
    }

    private static CallEventLoader Loader(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<CallEventLoader>();

    private static int? Int(string field, long? tokens) =>
        tokens > int.MaxValue ? throw GatewayErrors.OutOfRange(field, "tokens, whose counts have 64 bits") : (int?)tokens;
}
