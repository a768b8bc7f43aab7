using System.Diagnostics;
using System.Globalization;
using Assay.Tests.Support;

namespace Assay.Benchmarks.Engine;

/// <summary>Resident memory of the built program as <c>assay serve</c>, some seconds after it says that it serves.</summary>
internal static class IdleMemory
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async IAsyncEnumerable<string> MeasureAsync()
    {
        using var empty = new TemporaryFolder();
        yield return await ServeAsync(empty.Path, "in an empty home");
        using var full = new TemporaryFolder();
        Directory.CreateDirectory(full.File("state"));
        await ClosedRuns.FillAsync(full.File("state/history.db"));
        yield return await ServeAsync(full.Path, string.Create(CultureInfo.InvariantCulture, $"over {ClosedRuns.Runs:#,0} closed runs"));
    }

    private static async Task<string> ServeAsync(string home, string where)
    {
        var checkout = SharedData.FindCheckout() ?? throw new InvalidOperationException("The benchmarks run outside of a checkout.");
        var program = Path.Combine(checkout, "src", "Cli", "bin", "Release", "net10.0", "Assay.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--home", home, "--listen", "127.0.0.1:0"]) { RedirectStandardError = true };
        start.Environment["ASSAY_ROOT"] = checkout;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            var said = string.Empty;
            while (!said.Contains("serving", StringComparison.Ordinal))
            {
                said = await process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException($"'assay serve' ended: {said}");
            }

            var ready = watch.Elapsed;
            await Task.Delay(Rest);
            process.Refresh();
            return string.Create(CultureInfo.InvariantCulture, $"{process.WorkingSet64 / 1e6:0.0} MB {where} ({ready.TotalMilliseconds:0} ms from the start of the process to 'serving')");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
