using System.Diagnostics;

namespace Assay.Tests.Support;

/// <summary>Measures native leaks by the resident memory of this process.</summary>
public static class ProcessMemory
{
    /// <summary>
    /// Bytes by which resident memory grows over many calls. A tenth of the calls goes before, so that pools, the heap and the compiled code
    /// have their size.
    /// </summary>
    public static long GrowthOf(int calls, Action call)
    {
        Repeat(calls / 10, call);
        var before = Resident();
        Repeat(calls, call);
        return Resident() - before;
    }

    private static void Repeat(int calls, Action call)
    {
        for (var index = 0; index < calls; index++)
        {
            call();
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
