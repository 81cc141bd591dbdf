using System.Runtime.InteropServices;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>A signal, by the number that Linux and macOS share.</summary>
internal enum PosixSignalNumber
{
    None = 0,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
}

/// <summary>The two system calls that .NET has no name for.</summary>
internal static class Posix
{
    /// <summary>Sends a signal; false when the process is gone (or, for somebody else's process, out of reach).</summary>
    public static bool Send(int processId, PosixSignalNumber signal) => Kill(processId, (int)signal) == 0;

    /// <summary>Reads a file that another process holds locked: .NET's own readers take a shared lock, which an exclusive one refuses.</summary>
    public static string ReadLocked(string path)
    {
        const int ReadOnly = 0;
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
            throw new IOException($"{path} cannot be read: {Marshal.GetLastPInvokeErrorMessage()}");
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
        using var reader = new StreamReader(new FileStream(handle, FileAccess.Read));
        return reader.ReadToEnd();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
