namespace Gateway.UnitTests.Architecture;

/// <summary>A folder is named after what it is about, never after what kind of code lies in it.</summary>
public sealed class FolderNameTests
{
    private static readonly string[] Kinds = ["Helpers", "Utils", "Common", "Models", "Managers", "Services"];

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void no_folder_is_named_after_a_kind_of_code(string room)
    {
        var folders = SourceTree.Folders(room).ToList();

        Assert.NotEmpty(folders);
        Assert.DoesNotContain(folders, folder => Kinds.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));
    }
}
