using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Gateway.UnitTests.Architecture;

/// <summary>The repository as it lies on disk, as far as a rule asks for it.</summary>
internal static class SourceTree
{
    private static readonly string[] Built = ["bin", "obj"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the projects that a project references.</summary>
    public static IReadOnlyList<string> ProjectReferences(string project) =>
        Items(project, "ProjectReference").ConvertAll(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    /// <summary>The packages that a project names itself; analyzers come with every project and are not among them.</summary>
    public static IReadOnlyList<string> PackageReferences(string project) => Items(project, "PackageReference");

    /// <summary>The projects under <c>src</c>, or under <c>tests</c>.</summary>
    public static IReadOnlyList<string> Projects(string room) =>
        Directory.EnumerateFiles(Path.Combine(Root, room), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).ToList();

    /// <summary>Every folder with source in it, relative to the root.</summary>
    public static IEnumerable<string> Folders(string room) =>
        Directory.EnumerateDirectories(Path.Combine(Root, room), "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(Root, folder))
            .Where(folder => !folder.Split(Path.DirectorySeparatorChar).Any(Built.Contains));

    private static List<string> Items(string project, string kind)
    {
        var file = Directory.EnumerateFiles(Root, project + ".csproj", SearchOption.AllDirectories).Single();
        return XDocument.Load(file).Descendants(kind).Select(item => item.Attribute("Include")!.Value).ToList();
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no Gateway.sln above {here}.");
        return folder.FullName;
    }
}
