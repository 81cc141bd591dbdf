using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Gateway.UnitTests.Architecture;

/// <summary>Who may know which library, and which room: held type by type, where a reference between projects says too little.</summary>
public sealed class TypeArrowTests
{
    private const string EventStore = @"^(Marten|JasperFx|Weasel|Wolverine)(\.|$)";
    private const string GraphQLEngine = @"^GraphQL(Parser)?(\.|$)";
    private const string Simulator = @"^Gateway\.Simulator(\.|$)";

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader()
        .LoadAssemblies(
            typeof(Domain.Rejection).Assembly,
            typeof(Projections.Store.GatewayStore).Assembly,
            typeof(Gateway.GraphQL.GatewayGraphQLOptions).Assembly,
            typeof(Ingress.GatewayOptions).Assembly,
            typeof(Gateway.Simulator.SimulatorHost).Assembly)
        .Build();

    [Theory]
    [InlineData(@"^Gateway\.(Domain|GraphQL|Simulator)(\.|$)", EventStore)]
    [InlineData(@"^Gateway\.Ingress\.(Governance|Journal|Nodes|Providers|Proxy)(\.|$)", EventStore)]
    [InlineData(@"^Gateway\.(Domain|Projections|Ingress|Simulator)(\.|$)", GraphQLEngine)]
    [InlineData(@"^Gateway\.(Domain|GraphQL|Simulator)(\.|$)", @"^Npgsql(\.|$)")]
    [InlineData(@"^Gateway\.Domain(\.|$)", @"^Microsoft\.")]
    public void a_room_does_not_know_a_library(string room, string library) => AssertNone(room, library);

    [Fact]
    public void the_simulator_is_known_to_the_hosting_alone() => AssertNone(@"^Gateway\.Ingress(\.(?!Hosting(\.|$)).*)?$", Simulator);

    [Fact]
    public void the_hosting_is_known_to_nothing_else() =>
        AssertNone(@"^Gateway\.Ingress\.(?!Hosting(\.|$))", @"^Gateway\.Ingress\.Hosting(\.|$)");

    [Theory]
    [InlineData(@"^Gateway\.Projections(\.|$)", EventStore)]
    [InlineData(@"^Gateway\.GraphQL(\.|$)", GraphQLEngine)]
    [InlineData(@"^Gateway\.Ingress\.Hosting(\.|$)", Simulator)]
    public void a_dependency_that_is_there_is_seen(string room, string other) =>
        Assert.False(Rule(room, other).HasNoViolations(House), $"Nothing in {room} is seen to depend on {other}: the rules above would hold whatever happens.");

    private static void AssertNone(string room, string other)
    {
        var violations = Rule(room, other).Evaluate(House).Where(result => !result.Passed).Select(result => result.Description);
        Assert.Empty(violations);
    }

    private static ArchRule<IType> Rule(string room, string other) =>
        Types().That().ResideInNamespaceMatching(room)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(other))
            .WithoutRequiringPositiveResults();
}
