using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.Testing.PostgresOwner;

/// <summary>The set of processes that a Ctrl-C on a terminal reaches.</summary>
internal static class ProcessGroup
{
    /// <summary>Makes this process the leader of a group of its own, as a shell does with a command in the foreground.</summary>
    public static void Lead()
    {
        if (SetProcessGroup(processId: 0, group: 0) != 0)
            throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcessGroup(int processId, int group);
}
