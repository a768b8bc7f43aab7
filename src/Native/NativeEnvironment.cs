using System.Runtime.InteropServices;

namespace Assay.Native;

/// <summary>
/// Environment variables as native libraries see them. A library reads its settings with C's getenv while it loads, and
/// <see cref="Environment.SetEnvironmentVariable(string, string)"/> does not reach that copy of the environment on Unix.
/// </summary>
public static partial class NativeEnvironment
{
    /// <summary>
    /// Lets OpenMP threads sleep between parallel sections instead of spinning, where the user has not said otherwise: on few cores a spinning
    /// team starves the .NET threads beside it. Takes effect only before the first library that uses OpenMP is loaded.
    /// </summary>
    public static void PreferPassiveOpenMpWaiting() => SetDefault("OMP_WAIT_POLICY", "PASSIVE");

    private static void SetDefault(string name, string value)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetVariable(name, value, overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
