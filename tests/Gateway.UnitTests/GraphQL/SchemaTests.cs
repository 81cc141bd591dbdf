using Gateway.GraphQL;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.UnitTests.GraphQL;

/// <summary><c>UPDATE_SCHEMA=1</c> in the environment writes the file instead of comparing.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly ServiceProvider _services = Services();

    [Fact]
    public void the_committed_schema_is_the_one_that_is_served()
    {
        var sdl = Schema().Print(new PrintOptions { IncludeDescriptions = true, StringComparison = StringComparison.Ordinal }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(RepositoryRoot(), "docs", "schema.graphql");
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1")
            File.WriteAllText(file, sdl);

        Assert.Equal(File.ReadAllText(file), sdl);
    }

    [Fact]
    public void everything_in_the_schema_says_what_it_is()
    {
        string[] builtIn = ["String", "Boolean", "ID", "Float", "Int"];
        var ours = Schema().AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && !builtIn.Contains(type.Name)).ToList();
        var fields = ours.OfType<IComplexGraphType>().SelectMany(type => type.Fields.Select(field => (type, field))).ToList();

        Assert.Empty(ours.Where(type => string.IsNullOrEmpty(type.Description)).Select(type => type.Name));
        Assert.Empty(fields.Where(f => string.IsNullOrEmpty(f.field.Description)).Select(f => $"{f.type.Name}.{f.field.Name}"));
        Assert.Empty(fields.SelectMany(f => f.field.Arguments ?? []).Where(argument => string.IsNullOrEmpty(argument.Description)).Select(argument => argument.Name));
        Assert.Empty(ours.OfType<EnumerationGraphType>().SelectMany(type => type.Values).Where(value => string.IsNullOrEmpty(value.Description)).Select(value => value.Name));
    }

    public void Dispose() => _services.Dispose();

    private ISchema Schema()
    {
        var schema = _services.GetRequiredService<ISchema>();
        schema.Initialize();
        return schema;
    }

    private static ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSingleton(_ => NpgsqlDataSource.Create("Host=nowhere.invalid"))
        .AddGatewayGraphQL(_ => { })
        .BuildServiceProvider();

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from within the repository.");
        return folder.FullName;
    }
}
