using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Assay.Tests.Support;
using LocalTemporal;
using Temporalio.Client;

namespace Assay.Benchmarks;

/// <summary>
/// What the first list call of a process costs over a history file of 100,000 closed runs, and the next one: <c>./assay bench first-list</c>.
/// Each figure comes from a process of its own, since what the first call pays for is paid once per process.
/// </summary>
internal static class FirstList
{
    public const string Name = "first-list";
    private const int Runs = 100_000;
    private const int Window = 500;
    private const int Processes = 5;
    private const int Limit = 50;

    public static async Task<int> ExecuteAsync(string[] arguments)
    {
        if (arguments is [var file, var wait])
        {
            await MeasureAsync(file, TimeSpan.FromMilliseconds(int.Parse(wait, CultureInfo.InvariantCulture)));
            return 0;
        }

        using var folder = new TemporaryFolder();
        var history = folder.File("history.db");
        await FillAsync(history);
        for (var process = 0; process < 2 * Processes; process++)
        {
            using var child = Process.Start(Environment.ProcessPath!, [typeof(FirstList).Assembly.Location, Name, history, process % 2 == 0 ? "0" : "500"]);
            await child.WaitForExitAsync();
        }

        return 0;
    }

    /// <param name="file">The history.</param>
    /// <param name="wait">Between opening and the first call: none, as for a command that only lists, or some, as for a host that is asked.</param>
    private static async Task MeasureAsync(string file, TimeSpan wait)
    {
        var watch = Stopwatch.StartNew();
        await using var server = LocalTemporalServer.Open(new() { HistoryFile = file });
        var client = Client(server);
        var opened = watch.Elapsed;
        await Task.Delay(wait);
        var times = new List<TimeSpan>();
        var (compiled, methods) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        var (compiling, compiledMethods) = (TimeSpan.Zero, 0L);
        for (var call = 0; call < 3; call++)
        {
            watch.Restart();
            var rows = 0;
            await foreach (var run in client.ListWorkflowsAsync("ExecutionStatus = 'Terminated'", new() { Limit = Limit }))
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

        Console.WriteLine($"open {Text(opened)}, {wait.TotalMilliseconds:0} ms later first list {Text(times[0])} (compiling {compiledMethods} methods {Text(compiling)}), second {Text(times[1])}, third {Text(times[2])}");
    }

    private static async Task FillAsync(string file)
    {
        await using var server = LocalTemporalServer.Open(new() { HistoryFile = file });
        var client = Client(server);
        for (var begun = 0; begun < Runs; begun += Window)
        {
            await Task.WhenAll(Enumerable.Range(begun, Window).Select(async i =>
            {
                var handle = await client.StartWorkflowAsync("Nothing", [], new($"closed-{i}", "bench"));
                await handle.TerminateAsync();
            }));
        }
    }

    private static TemporalClient Client(LocalTemporalServer server) => new(new WorkflowServiceConnection(server.Service), new() { Namespace = server.Namespace });

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");
}
