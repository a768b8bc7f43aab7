using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Runs;
using Assay.Cli.Deployment;
using Assay.Domain;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Hosting;

/// <summary>What the stages read and write: the artifact store, the home's own files, and the runner over them. Needs no workflow engine.</summary>
internal sealed class HomeStores : IDisposable
{
    private readonly ArtifactStore store;
    private readonly IDurableFiles durable;

    private HomeStores(HomeFolder home, ArtifactStore store, IDurableFiles durable, StageRunner runner, TimeProvider time)
    {
        Home = home;
        Time = time;
        this.store = store;
        this.durable = durable;
        Files = new HomeFiles(home.Path, durable);
        Runner = runner;
    }

    public HomeFolder Home { get; }

    /// <summary>Writes below the home that are no artifacts: releases, keys, the day's files.</summary>
    public HomeFiles Files { get; }

    public StageRunner Runner { get; }

    public TimeProvider Time { get; }

    /// <param name="home">Where everything lies.</param>
    /// <param name="deployment">The home's <c>temporal.yaml</c>, which names the artifact store.</param>
    /// <param name="progress">Told of stages.</param>
    /// <param name="loggers">Told of what the stages did.</param>
    /// <param name="time">The clock.</param>
    /// <param name="observers">Who watches.</param>
    /// <exception cref="AssayException">The store cannot be reached or written.</exception>
    public static HomeStores Open(
        HomeFolder home, DeploymentFile deployment, IStageProgress progress, ILoggerFactory loggers, TimeProvider time, HostObservers observers)
    {
        var durable = new DurableFiles(observers.Effects);
        var store = ArtifactStores.Open(home, deployment, durable, time, progress.Warned);
        return new HomeStores(
            home,
            store,
            durable,
            new StageRunner(store, progress, loggers.CreateLogger<StageRunner>(), time, observers.Executions),
            time);
    }

    /// <summary>Keeps the settings of runs that others work on, where those find them.</summary>
    public ArtifactRef Publish(AssaySettings settings) => store.PutJson(AssaySettings.SchemaId, settings);

    /// <summary>
    /// Shows a run in the home where others made it: all its files out of a shared store, else the one that is named.
    /// </summary>
    public void EnsureShown(string runId, string name, ArtifactRef artifact)
    {
        if (store.IsShared)
        {
            using var view = new RunView(Home.Path, durable);
            _ = view.Show(store, runId);
            return;
        }

        var path = Path.Combine(Home.Path, "artifacts", "runs", runId, name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Files.Replace(path, store.Read(artifact));
        }
    }

    public void Dispose()
    {
        Files.Dispose();
        store.Dispose();
    }
}
