using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>
/// One undisturbed run with a second one after it, and, once a test asks for one, every scenario in its own home, two at a time. The tests
/// wait for theirs, and what a test waits for goes first; what nobody has waited for at the end does not begin.
/// </summary>
public sealed class ChaosFixture : IAsyncLifetime
{
    private const int Processes = 2;
    private readonly Lock gate = new();
    private readonly TemporaryFolder folder = new();
    private readonly List<Scenario> waiting = [.. Scenarios.All];
    private readonly Dictionary<string, TaskCompletionSource<string>> outcomes =
        Scenarios.All.ToDictionary(scenario => scenario.Name, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task[] workers = [];

    internal Reference Reference { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        SmallMarket.Write(folder.Path);
        Reference = await Reference.RunAsync(folder.Path, folder.File("reference"));
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            waiting.Clear();
        }

        await Task.WhenAll(workers);
        folder.Dispose();
    }

    /// <summary>Ends when the scenario has ended, as it ended; a word on what it did.</summary>
    internal Task<string> OutcomeOf(string name)
    {
        lock (gate)
        {
            if (waiting.Find(scenario => scenario.Name == name) is { } wanted)
            {
                waiting.Remove(wanted);
                waiting.Insert(0, wanted);
            }

            if (workers.Length == 0)
            {
                workers = [.. Enumerable.Range(0, Processes).Select(_ => Task.Run(WorkAsync))];
            }
        }

        return outcomes[name].Task;
    }

    private async Task WorkAsync()
    {
        while (Next() is { } scenario)
        {
            try
            {
                outcomes[scenario.Name].SetResult(await new ScenarioRun(scenario, Reference, folder.Path).RunAsync());
            }
            catch (Exception failure)
            {
                outcomes[scenario.Name].SetException(failure);
            }
        }
    }

    private Scenario? Next()
    {
        lock (gate)
        {
            var next = waiting.FirstOrDefault();
            waiting.Remove(next!);
            return next;
        }
    }
}
