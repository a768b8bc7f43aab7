using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Temporalio.Activities;

namespace Assay.Benchmarks.Engine;

/// <summary>
/// From the moment that the service writes an activity down as scheduled to the first line of its code, commit and delivery included, while
/// workflows of 25 activities each begin evenly at 30 % of the rate that this machine completes them at.
/// </summary>
internal static class StartDelay
{
    private const double Share = 0.3;
    private const int PerWorkflow = 25;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(15);

    public static async IAsyncEnumerable<string> MeasureAsync()
    {
        var delays = new ConcurrentQueue<double>();
        var keep = false;
        [Activity("Nothing")]
        Task NotedAsync()
        {
            var delay = DateTime.UtcNow - ActivityExecutionContext.Current.Info.ScheduledTime;
            if (Volatile.Read(ref keep))
            {
                delays.Enqueue(delay.TotalMilliseconds);
            }

            return Task.CompletedTask;
        }

        await using var host = new MeasuredHost(options => options.AddWorkflow<FanOut>().AddActivity(NotedAsync));
        var rates = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var prefix = $"full-{round}";
            rates.Add(await Throughput.RateAsync(() => Throughput.ManyAsync(host, prefix)));
        }

        var rate = Share * rates.Order().ElementAt(1);
        await PacedAsync(host, "warm", rate, Warm);
        Volatile.Write(ref keep, true);
        await PacedAsync(host, "paced", rate, Measured);
        var sorted = delays.Order().ToArray();
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {At(sorted, 0.5):0.00} ms, p90 {At(sorted, 0.9):0.00} ms, p99 {At(sorted, 0.99):0.00} ms, longest {sorted[^1]:0.00} ms of {sorted.Length:#,0} activities at {rate:#,0} a second");
    }

    private static async Task PacedAsync(MeasuredHost host, string prefix, double activitiesPerSecond, TimeSpan length)
    {
        var running = new List<Task>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            var due = (int)(watch.Elapsed.TotalSeconds * activitiesPerSecond / PerWorkflow);
            while (running.Count < due)
            {
                running.Add(host.FanOutAsync($"{prefix}-{running.Count}", PerWorkflow, PerWorkflow));
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(running);
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
