using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>
/// One undisturbed run with a second one after it, and every scenario in its own home, two at a time. The tests wait for theirs.
/// </summary>
public sealed class ChaosFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim places = new(2);
    private readonly Dictionary<string, Task<string>> lives = new(StringComparer.Ordinal);

    internal Reference Reference { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        SmallMarket.Write(folder.Path);
        Reference = await Reference.RunAsync(folder.Path, folder.File("reference"));
        foreach (var scenario in Scenarios.All)
        {
            lives[scenario.Name] = RunAsync(scenario);
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(lives.Values.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        places.Dispose();
        folder.Dispose();
    }

    /// <summary>Ends when the scenario has ended, as it ended; a word on what it did.</summary>
    internal Task<string> OutcomeOf(string scenario) => lives[scenario];

    private async Task<string> RunAsync(Scenario scenario)
    {
        await places.WaitAsync();
        try
        {
            return await new ScenarioRun(scenario, Reference, folder.Path).RunAsync();
        }
        finally
        {
            places.Release();
        }
    }
}
