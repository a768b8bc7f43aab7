using System.Diagnostics;
using System.Runtime.InteropServices;
using Assay.Tests.Chaos.Engine;

namespace Assay.Tests.Chaos.Load;

/// <summary>A process of tests/Chaos.Engine. It ends with this process at the latest: its standard input ends then.</summary>
internal sealed class EngineProcess : IDisposable
{
    private const int Killed = 128 + 9;
    private readonly Process process;
    private readonly Task<string?> ready;
    private readonly Task<string> errors;

    private EngineProcess(Process process)
    {
        this.process = process;
        ready = process.StandardOutput.ReadLineAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public static EngineProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, [typeof(Trigger).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Short lives: what compiles slowly does not pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new EngineProcess(Process.Start(start)!);
    }

    /// <summary>False where it ended before.</summary>
    public async Task<bool> IsReadyAsync() => await ready == "ready";

    public void Set(Trigger trigger)
    {
        try
        {
            process.StandardInput.WriteLine(trigger);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has just ended; whoever waits for that will see how.
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    public Task EndAsync(CancellationToken cancellation = default) => process.WaitForExitAsync(cancellation);

    /// <summary>What it said, where it ended otherwise than by SIGKILL; null where all is well. Waits for its end.</summary>
    public async Task<string?> ComplaintAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode == Killed ? null : $"exit code {process.ExitCode}: {await errors}";
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>The program that runs these tests' runtime: shared/NAME/VERSION lies below it.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
