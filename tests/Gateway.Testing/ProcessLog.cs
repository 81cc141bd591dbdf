using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>What processes write, line by line, in a file.</summary>
internal sealed class ProcessLog(string file, Action<string> onLine) : IDisposable
{
    private const int TailLines = 60;

    private readonly StreamWriter _writer = new(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    private readonly Lock _lock = new();

    /// <summary>Takes what a process writes from now on.</summary>
    public Process Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public string ReadAll()
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    public string Tail() => string.Join('\n', ReadAll().Split('\n').TakeLast(TailLines));

    public void Dispose()
    {
        lock (_lock)
            _writer.Dispose();
    }

    private void Write(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            // A line may still be on its way when its process is gone and the log with it.
            if (_writer.BaseStream is not null)
                _writer.WriteLine(line);
        }

        onLine(line);
    }
}
