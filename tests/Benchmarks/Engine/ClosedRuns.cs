using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Temporalio.Client;

namespace Assay.Benchmarks.Engine;

/// <summary>
/// A list call over a history file of 100,000 closed runs. What the first call of a process pays for is paid once, so each figure comes from a
/// process of its own.
/// </summary>
internal static class ClosedRuns
{
    public const string Name = "list";
    public const int Runs = 100_000;
    private const string AtOnce = "at-once";
    private const string Ready = "ready";
    private const int Window = 500;
    private const int Processes = 5;
    private const int Limit = 50;

    public static async IAsyncEnumerable<string> MeasureAsync()
    {
        yield return "each line is a process; 'ready' is when 'assay serve' says that it serves";
        using var folder = new TemporaryFolder();
        var history = folder.File("history.db");
        await FillAsync(history);
        for (var process = 0; process < 2 * Processes; process++)
        {
            if (await OneProcess.RunAsync(EngineMeasures.Name, Name, history, process % 2 == 0 ? Ready : AtOnce) != 0)
            {
                throw new InvalidOperationException("A process could not list.");
            }
        }
    }

    /// <param name="file">The history.</param>
    /// <param name="moment"><see cref="Ready"/>: asked once the service is ready, as a host is; <see cref="AtOnce"/>: by a command that only lists.</param>
    public static async Task<string> FirstCallAsync(string file, string moment)
    {
        var watch = Stopwatch.StartNew();
        await using var server = EmbeddedServer.Open(new() { HistoryFile = file });
        var client = Client(server);
        if (moment == Ready)
        {
            await server.Ready;
        }

        var opened = watch.Elapsed;
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

        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {moment} after {EngineMeasures.Text(opened)}: first list {EngineMeasures.Text(times[0])} (compiling {compiledMethods} methods {EngineMeasures.Text(compiling)}), second {EngineMeasures.Text(times[1])}, third {EngineMeasures.Text(times[2])}");
    }

    public static async Task FillAsync(string file)
    {
        await using var server = EmbeddedServer.Open(new() { HistoryFile = file });
        var client = Client(server);
        for (var begun = 0; begun < Runs; begun += Window)
        {
            await Task.WhenAll(Enumerable.Range(begun, Window).Select(async i =>
            {
                var handle = await client.StartWorkflowAsync("Nothing", [], new($"closed-{i}", MeasuredHost.Queue));
                await handle.TerminateAsync();
            }));
        }
    }

    private static TemporalClient Client(EmbeddedServer server) => new(new WorkflowServiceConnection(server.Service), new() { Namespace = server.Namespace });
}
