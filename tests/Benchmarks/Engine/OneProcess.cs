using System.Diagnostics;

namespace Assay.Benchmarks.Engine;

/// <summary>This program once more, in a process of its own.</summary>
internal static class OneProcess
{
    /// <summary>Before the name of the one measure that the process is for.</summary>
    public const string Mark = "--one";

    /// <summary>Starts it and waits; what it prints is printed.</summary>
    public static async Task<int> RunAsync(params string[] arguments)
    {
        // By the runtime and not by ProcessPath, which is the program itself where 'dotnet run' started it.
        using var process = Process.Start("dotnet", [typeof(OneProcess).Assembly.Location, .. arguments]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
