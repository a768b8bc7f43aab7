using System.Diagnostics;
using System.Globalization;

namespace Assay.Benchmarks.Engine;

/// <summary>Activities that do nothing, completed durably: each of five rounds, the first one cold.</summary>
internal static class Throughput
{
    private const int Rounds = 5;
    private const int Activities = 5_000;
    private const int Workflows = 200;
    private const int PerWorkflow = 25;

    public static async IAsyncEnumerable<string> OneWorkflowAsync()
    {
        await using var host = Host();
        yield return await RoundsAsync(round => host.FanOutAsync($"one-{round}", Activities, 1_000));
    }

    public static async IAsyncEnumerable<string> ManyWorkflowsAsync()
    {
        await using var host = Host();
        yield return await RoundsAsync(round => ManyAsync(host, $"many-{round}"));
    }

    /// <summary>200 workflows at once; the rate is <see cref="RateAsync"/>'s.</summary>
    public static Task ManyAsync(MeasuredHost host, string prefix) =>
        Task.WhenAll(Enumerable.Range(0, Workflows).Select(i => host.FanOutAsync($"{prefix}-{i}", PerWorkflow, PerWorkflow)));

    /// <summary>Activities a second of a round.</summary>
    public static async Task<double> RateAsync(Func<Task> round)
    {
        var watch = Stopwatch.StartNew();
        await round();
        return Activities / watch.Elapsed.TotalSeconds;
    }

    private static MeasuredHost Host() => new(options => options.AddWorkflow<FanOut>().AddActivity(FanOut.NothingAsync));

    private static async Task<string> RoundsAsync(Func<int, Task> round)
    {
        var rates = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var number = i;
            rates.Add(await RateAsync(() => round(number)));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rates.Order().ElementAt(Rounds / 2):#,0} activities/s (median of {string.Join(", ", rates.Select(rate => rate.ToString("#,0", CultureInfo.InvariantCulture)))})");
    }
}
