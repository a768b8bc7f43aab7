using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Assay.Tests.Chaos.Network;

/// <summary>A test on machines made of network namespaces; skipped, with a word, where those, or a program it needs, are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NamespacesFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["bash", "bc", "ip", "nsenter", "openssl", "unshare"];

    public NamespacesFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!S3rver.IsAvailable)
        {
            Skip = "node or npm's s3rver is not in the cache (./assay test installs it where npm is there)";
        }
        else if (Array.Find(Programs, program => !S3rver.OnPath(program)) is { } missing)
        {
            Skip = $"the program {missing} is not on this machine";
        }
        else if (!AreAllowed())
        {
            Skip = "this machine does not let this user make network namespaces";
        }
    }

    private static bool AreAllowed()
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", [Environment.IsPrivilegedProcess ? "-nm" : "-Urnm", "true"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
