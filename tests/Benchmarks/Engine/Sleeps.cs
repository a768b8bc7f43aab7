using System.Diagnostics;
using Assay.EmbeddedEngine;
using Temporalio.Client;

namespace Assay.Benchmarks.Engine;

/// <summary>Forty-eight days asleep, on a clock that skips.</summary>
internal static class Sleeps
{
    public static async IAsyncEnumerable<string> MeasureAsync()
    {
        var clock = new SkippingTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var times = new List<TimeSpan>();
        var begin = clock.GetUtcNow();
        await using (var host = new MeasuredHost(options => options.AddWorkflow<Sleeper>(), clock))
        {
            for (var round = 0; round < 6; round++)
            {
                var watch = Stopwatch.StartNew();
                await host.Client.ExecuteWorkflowAsync((Sleeper workflow) => workflow.RunAsync(), new WorkflowOptions($"sleeper-{round}", MeasuredHost.Queue));
                times.Add(watch.Elapsed);
            }
        }

        if (clock.GetUtcNow() - begin < 6 * Sleeper.Whole)
        {
            throw new InvalidOperationException("The workflows did not sleep as long as they should.");
        }

        yield return $"first {EngineMeasures.Text(times[0])}, then {EngineMeasures.Text(times.Skip(1).Order().ElementAt(2))} (median of 5)";
    }
}
