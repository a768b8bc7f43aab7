using Assay.Activities.Contracts;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;

namespace Assay.Tests.Unit.Activities;

/// <summary>A fresh home in which activities run as a worker would run them, each call as an activity of its own.</summary>
internal sealed class ActivityHome : IStageProgress, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int calls;

    public ActivityHome(AssaySettings settings)
    {
        Store = new FolderArtifactStore(folder.Path);
        Files = new HomeFiles(folder.Path);
        Runner = new StageRunner(Store, this, NullLogger<StageRunner>.Instance, TimeProvider.System);
        Stage = new Stage("run-1", Store.PutJson(AssaySettings.SchemaId, settings), Synthetic: true, DryRun: false);
    }

    public string Path => folder.Path;

    public FolderArtifactStore Store { get; }

    public HomeFiles Files { get; }

    /// <summary>Id of the workflow run that the next activities belong to.</summary>
    public string WorkflowRun { get; set; } = "run";

    public StageRunner Runner { get; }

    public Stage Stage { get; }

    /// <summary>The settings of the repository's own <c>config/</c>.</summary>
    public static AssaySettings RepositorySettings() => SettingsReader.Read(System.IO.Path.Combine(SharedData.FindCheckout()!, "config"));

    /// <summary>Tells the next activities that their worker ends.</summary>
    public CancellationToken Cancellation { get; set; }

    public Task<T> RunAsync<T>(Func<Task<T>> activity) => RunAsync((++calls).ToString(System.Globalization.CultureInfo.InvariantCulture), activity);

    /// <summary>Runs one activity again, as where the process ended between an effect and its record.</summary>
    public Task<T> RunAgainAsync<T>(Func<Task<T>> activity)
    {
        Directory.Delete(System.IO.Path.Combine(Path, "artifacts", "effects"), recursive: true);
        return RunAsync(calls.ToString(System.Globalization.CultureInfo.InvariantCulture), activity);
    }

    /// <summary>Runs an activity once more under its id, as where the process ended before its answer was kept; all else that it left is there.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="back">How many calls ago it was first run; 0 for the last one.</param>
    public Task<T> RepeatAsync<T>(Func<Task<T>> activity, int back = 0) =>
        RunAsync((calls - back).ToString(System.Globalization.CultureInfo.InvariantCulture), activity);

    private async Task<T> RunAsync<T>(string id, Func<Task<T>> activity)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var environment = new ActivityEnvironment
        {
            Info = ActivityEnvironment.DefaultInfo with { ActivityId = id, WorkflowRunId = WorkflowRun },
            CancellationTokenSource = cancellation,
        };
        return await environment.RunAsync(activity);
    }

    public string ReadText(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public void WriteText(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose()
    {
        Files.Dispose();
        Store.Dispose();
        folder.Dispose();
    }

    void IStageProgress.Started(string activity, string subject)
    {
    }

    void IStageProgress.Finished(string activity, string subject, TimeSpan elapsed, bool memoised)
    {
    }

    void IStageProgress.Failed(string activity, string subject, string message, bool isFinal)
    {
    }

    void IStageProgress.Warned(string sentence)
    {
    }
}
