using System.Diagnostics;

namespace Gateway.EndToEndTests.Starting;

/// <summary>A terminal into which lines are pasted.</summary>
internal static class Shell
{
    /// <summary>Skips the test where there is no curl.</summary>
    public static void NeedsCurl() => Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no /usr/bin/curl (apt install curl).");

    /// <summary>Runs a line in <c>/bin/sh</c>.</summary>
    /// <returns>What it prints.</returns>
    public static async Task<string> PasteAsync(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var errors = shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return shell.ExitCode == 0 ? await output : throw new InvalidOperationException($"'{line}' ended with {shell.ExitCode}: {await errors}");
    }
}
