using Gateway.Projections.Usage;
using GraphQL.Types;

namespace Gateway.GraphQL.Usage;

/// <summary>What usage can be told apart by.</summary>
internal sealed class UsageDimensionType : EnumerationGraphType
{
    public UsageDimensionType()
    {
        Name = "UsageDimension";
        Description = "What usage can be told apart by.";
        Add("ORGANIZATION", UsageDimension.Organization, "The organization.");
        Add("TEAM", UsageDimension.Team, "The team.");
        Add("PROJECT", UsageDimension.Project, "The project.");
        Add("KEY", UsageDimension.Key, "The virtual key's name.");
        Add("PROVIDER", UsageDimension.Provider, "The provider that answered, or was tried last.");
        Add("MODEL", UsageDimension.Model, "The model that the client asked for.");
    }
}

/// <summary>How long the stretches are that usage is told by.</summary>
internal sealed class GrainType : EnumerationGraphType
{
    public GrainType()
    {
        Name = "Grain";
        Description = "How long the stretches are that usage is told by.";
        Add("HOUR", UsageGrain.Hour, "UTC hours.");
        Add("DAY", UsageGrain.Day, "UTC days.");
    }
}
