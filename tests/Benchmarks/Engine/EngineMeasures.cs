using System.Globalization;

namespace Assay.Benchmarks.Engine;

/// <summary>
/// What the embedded engine must do, measured: <c>./assay bench engine [name …]</c>. Each measure runs in a process of its own, one after
/// the other, and prints its figures beside the goal; the machine's load stands above and below, since a figure without it says little.
/// </summary>
internal static class EngineMeasures
{
    public const string Name = "engine";

    private static readonly EngineMeasure[] All =
    [
        new("fan-out-one", "one workflow, 5,000 activities, 1,000 at a time, every commit fsynced", "3,000 activities/s", Throughput.OneWorkflowAsync),
        new("fan-out-many", "200 workflows of 25 activities, every commit fsynced", "3,000 activities/s", Throughput.ManyWorkflowsAsync),
        new("start-delay", "from schedule to start, workflows of 25 activities at 30 % of their rate", "p50 3 ms, p99 15 ms", StartDelay.MeasureAsync),
        new("replay", "a history of 10,000 events replayed", "1 s", Replay.MeasureAsync),
        new(ClosedRuns.Name, "the last 50 of 100,000 closed runs", "20 ms", ClosedRuns.MeasureAsync),
        new("idle-memory", "resident memory of 'assay serve' with nothing to do", "150 MB", IdleMemory.MeasureAsync),
        new("sleeps", "a workflow that sleeps 48 hours 24 times in skipped time", "1 s", Sleeps.MeasureAsync),
    ];

    public static async Task<int> ExecuteAsync(string[] arguments)
    {
        if (arguments is [ClosedRuns.Name, var file])
        {
            Console.WriteLine(await ClosedRuns.FirstCallAsync(file));
            return 0;
        }

        if (arguments is [OneProcess.Mark, var one])
        {
            await foreach (var figure in All.Single(measure => measure.Name == one).Run())
            {
                Console.WriteLine($"  {figure}");
            }

            return 0;
        }

        var unknown = arguments.FirstOrDefault(name => All.All(measure => measure.Name != name));
        if (unknown is not null)
        {
            Console.Error.WriteLine($"There is no measure '{unknown}'; there are {string.Join(", ", All.Select(measure => measure.Name))}.");
            return 2;
        }

        Console.WriteLine($"load {Load()}, {Environment.ProcessorCount} processors");
        foreach (var measure in All.Where(measure => arguments.Length == 0 || arguments.Contains(measure.Name)))
        {
            Console.WriteLine($"{measure.Name}: {measure.What} (goal {measure.Goal})");
            if (await OneProcess.RunAsync(Name, OneProcess.Mark, measure.Name) != 0)
            {
                return 1;
            }
        }

        Console.WriteLine($"load {Load()}");
        return 0;
    }

    public static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
}
