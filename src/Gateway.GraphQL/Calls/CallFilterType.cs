using Gateway.Domain.Calls;
using Gateway.GraphQL.Errors;
using Gateway.GraphQL.Scalars;
using Gateway.Projections.Calls;
using GraphQL.Types;

namespace Gateway.GraphQL.Calls;

/// <summary>Which calls are meant.</summary>
internal sealed class CallFilterType : InputObjectGraphType<CallFilter>
{
    public CallFilterType()
    {
        Name = "CallFilter";
        Description = "Which calls are meant: every member that is set must hold. A list holds when it names the call's value; an empty list never does.";
        Field<ListGraphType<NonNullGraphType<CallStatusType>>>("status").Description("By how far the call has come.");
        Texts("model", "By the model that the client asked for.");
        Texts("provider", "By the provider that answered, or was tried last.");
        Texts("organization", "By organization.");
        Texts("team", "By team.");
        Texts("project", "By project.");
        Texts("key", "By the virtual key's name.");
        Texts("session", "By session.");
        Texts("agent", "By agent.");
        Texts("traceId", "By W3C trace id.");
        Field<DateTimeType>("from").Description("Started at this instant or later.");
        Field<DateTimeType>("to").Description("Started before this instant.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CallFilter
    {
        Status = List<CallStatus>(value, "status"),
        Model = Texts(value, "model"),
        Provider = Texts(value, "provider"),
        Organization = Texts(value, "organization"),
        Team = Texts(value, "team"),
        Project = Texts(value, "project"),
        Key = Texts(value, "key"),
        Session = Texts(value, "session"),
        Agent = Texts(value, "agent"),
        Trace = Texts(value, "traceId"),
        From = value.TryGetValue("from", out var from) ? (DateTimeOffset?)from : null,
        To = value.TryGetValue("to", out var to) ? (DateTimeOffset?)to : null,
    };

    private void Texts(string name, string description) => Field<ListGraphType<NonNullGraphType<StringGraphType>>>(name).Description(description);

    private static List<T>? List<T>(IDictionary<string, object?> value, string name) =>
        value.TryGetValue(name, out var list) && list is IEnumerable<object?> items ? [.. items.Cast<T>()] : null;

    // PostgreSQL's text can't hold it, so no call has it.
    private static List<string>? Texts(IDictionary<string, object?> value, string name) =>
        List<string>(value, name) is { } texts && texts.Exists(text => text.Contains('\0', StringComparison.Ordinal))
            ? throw GatewayErrors.BadUserInput($"filter.{name}", "no value has a NUL character")
            : List<string>(value, name);
}
