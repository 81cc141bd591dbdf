using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>What a command-line tool that ran to its end had to say.</summary>
/// <param name="ExitCode">Zero for success.</param>
/// <param name="Output">Standard output followed by standard error, trimmed.</param>
internal sealed record ToolRun(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Runs a tool to its end. One that cannot be started at all counts as failed, with the reason as its output.</summary>
    public static async Task<ToolRun> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        // The gateway's own folder may be closed to the account that the tool runs as.
        start.WorkingDirectory = "/";
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new ToolRun(-1, e.Message);
        }
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ToolRun(process.ExitCode, $"{await output}\n{await error}".Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
