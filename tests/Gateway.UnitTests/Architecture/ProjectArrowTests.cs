namespace Gateway.UnitTests.Architecture;

/// <summary>The arrows of the house as the project files draw them: Domain, Projections, GraphQL, Ingress.</summary>
public sealed class ProjectArrowTests
{
    private const string Shim = "Patched.DistributedLock.Postgres";

    [Theory]
    [InlineData("Gateway.Domain")]
    [InlineData("Gateway.Simulator")]
    [InlineData("Gateway.Projections", "Gateway.Domain")]
    [InlineData("Gateway.GraphQL", "Gateway.Projections")]
    [InlineData("Gateway.Ingress", "Gateway.GraphQL", "Gateway.Simulator")]
    public void a_room_references_the_one_below_it_and_no_other(string room, params string[] below) =>
        Assert.Equal(below, SourceTree.ProjectReferences(room).Where(project => project != Shim).Order(StringComparer.Ordinal));

    [Fact]
    public void every_room_has_its_arrows_held() =>
        Assert.Equal(
            ["Gateway.Domain", "Gateway.GraphQL", "Gateway.Ingress", "Gateway.Projections", "Gateway.Simulator"],
            SourceTree.Projects("src").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Gateway.Domain")]
    [InlineData("Gateway.Simulator")]
    public void a_room_that_stands_alone_takes_no_package(string room) => Assert.Empty(SourceTree.PackageReferences(room));

    [Fact]
    public void the_domain_is_built_on_the_runtime_alone()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var referenced = typeof(Domain.Rejection).Assembly.GetReferencedAssemblies();

        Assert.NotEmpty(referenced);
        Assert.Empty(referenced.Where(assembly => !File.Exists(Path.Combine(runtime, assembly.Name + ".dll"))).Select(assembly => assembly.Name));
    }
}
