using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Assay.Tests.Support;

namespace Assay.Benchmarks.Engine;

/// <summary>
/// A list call over a history file of 100,000 closed runs. What the first call of a process pays for is paid once, so each figure comes from a
/// process of its own.
/// </summary>
internal static class ClosedRuns
{
    public const string Name = "list";
    public const int Runs = 100_000;
    private const int Window = 500;
    private const int Processes = 5;
    private const int Limit = 50;

    public static async IAsyncEnumerable<string> MeasureAsync()
    {
        yield return "each line is a process that opens the history, its door and a client of it, and lists at once";
        using var folder = new TemporaryFolder();
        var history = folder.File("history.db");
        await FillAsync(history);
        for (var process = 0; process < Processes; process++)
        {
            if (await OneProcess.RunAsync(EngineMeasures.Name, Name, history) != 0)
            {
                throw new InvalidOperationException("A process could not list.");
            }
        }
    }

    public static async Task<string> FirstCallAsync(string file)
    {
        var watch = Stopwatch.StartNew();
        using var server = new ListeningServer(file);
        var opened = watch.Elapsed;
        var times = new List<TimeSpan>();
        var (compiled, methods) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        var (compiling, compiledMethods) = (TimeSpan.Zero, 0L);
        for (var call = 0; call < 3; call++)
        {
            watch.Restart();
            var rows = 0;
            await foreach (var run in server.Client.ListWorkflowsAsync("ExecutionStatus = 'Terminated'", new() { Limit = Limit }))
            {
                rows++;
            }

            times.Add(watch.Elapsed);
            if (call == 0)
            {
                (compiling, compiledMethods) = (JitInfo.GetCompilationTime() - compiled, JitInfo.GetCompiledMethodCount() - methods);
            }

            if (rows != Limit)
            {
                throw new InvalidOperationException($"{rows} rows in place of {Limit}");
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"  after {EngineMeasures.Text(opened)}: first list {EngineMeasures.Text(times[0])} (compiling {compiledMethods} methods {EngineMeasures.Text(compiling)}), second {EngineMeasures.Text(times[1])}, third {EngineMeasures.Text(times[2])}");
    }

    public static async Task FillAsync(string file)
    {
        using var server = new ListeningServer(file);
        for (var begun = 0; begun < Runs; begun += Window)
        {
            await Task.WhenAll(Enumerable.Range(begun, Window).Select(async i =>
            {
                var handle = await server.Client.StartWorkflowAsync("Nothing", [], new($"closed-{i}", MeasuredHost.Queue));
                await handle.TerminateAsync();
            }));
        }
    }
}
