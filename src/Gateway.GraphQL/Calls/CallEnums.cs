using Gateway.Domain.Calls;
using GraphQL.Types;

namespace Gateway.GraphQL.Calls;

/// <summary>How far a call has come.</summary>
internal sealed class CallStatusType : EnumerationGraphType
{
    public CallStatusType()
    {
        Name = "CallStatus";
        Description = "How far a call has come.";
        Add("OPEN", CallStatus.Open, "It has not ended yet.");
        Add("COMPLETED", CallStatus.Completed, "A provider answered 2xx, whole.");
        Add("CACHED", CallStatus.Cached, "Answered from the cache; nothing was sent to a provider.");
        Add("DENIED", CallStatus.Denied, "Refused by the gateway; nothing was sent to a provider.");
        Add("FAILED", CallStatus.Failed, "Ended without a whole answer: a provider's error, a timeout, a cut stream.");
        Add("ABORTED", CallStatus.Aborted, "The client left before the answer was whole.");
        Add("ABANDONED", CallStatus.Abandoned, "The node that held the call died; another one closed it.");
    }
}

/// <summary>Where a usage figure comes from.</summary>
internal sealed class UsageStateType : EnumerationGraphType
{
    public UsageStateType()
    {
        Name = "UsageState";
        Description = "Where a usage figure comes from.";
        Add("ABSENT", UsageState.Absent, "Nothing is known.");
        Add("REPORTED", UsageState.Reported, "The provider reported it. A reported zero is a figure.");
        Add("ESTIMATED", UsageState.Estimated, "The gateway worked it out from what passed through.");
    }
}
