using System.Diagnostics;
using System.Globalization;
using Temporalio.Worker;

namespace Assay.Benchmarks.Engine;

/// <summary>A recorded history replayed from its first event: once cold, then five times.</summary>
internal static class Replay
{
    private const int Events = 10_000;
    private const int Activities = 3_200;

    public static async IAsyncEnumerable<string> MeasureAsync()
    {
        await using var host = new MeasuredHost(options => options.AddWorkflow<FanOut>().AddActivity(FanOut.NothingAsync));
        await host.FanOutAsync("replayed", Activities, 40);
        var history = await host.Client.GetWorkflowHandle("replayed").FetchHistoryAsync();
        if (history.Events.Count < Events)
        {
            throw new InvalidOperationException($"{history.Events.Count} events in place of {Events}");
        }

        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<FanOut>());
        var times = new List<TimeSpan>();
        for (var round = 0; round < 6; round++)
        {
            var watch = Stopwatch.StartNew();
            await replayer.ReplayWorkflowAsync(history);
            times.Add(watch.Elapsed);
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Events.Count:#,0} events: first {EngineMeasures.Text(times[0])}, then {EngineMeasures.Text(times.Skip(1).Order().ElementAt(2))} (median of 5)");
    }
}
