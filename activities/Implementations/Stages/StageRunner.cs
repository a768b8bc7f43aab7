using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Assay.Activities.Contracts;
using Assay.Activities.Settings;
using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Activities.Stages;

/// <summary>
/// What every activity does around its computation: the memo is asked first and written last, the run's folder shows the files, a heartbeat
/// says that work goes on, failures get the types the workflow engine understands, and people and the log hear of it once.
/// </summary>
public sealed class StageRunner
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(5);
    private static readonly Digest ActivitiesAssembly = FileDigest.Of(typeof(StageRunner).Assembly.Location);

    private readonly ConcurrentDictionary<string, AssaySettings> settings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IRunIndex> runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Assembly, Digest> codeVersions = new();
    private readonly IArtifactStore store;
    private readonly MemoStore memos;
    private readonly EffectStore effects;
    private readonly IStageProgress progress;
    private readonly IExecutionObserver? observer;
    private readonly ILogger logger;
    private readonly TimeProvider time;

    public StageRunner(IArtifactStore store, IStageProgress progress, ILogger<StageRunner> logger, TimeProvider time, IExecutionObserver? observer = null)
    {
        this.store = store;
        this.progress = progress;
        this.logger = logger;
        this.time = time;
        this.observer = observer;
        memos = new MemoStore(store, sentence =>
        {
            logger.LogWarning("{Sentence}", sentence);
            progress.Warned(sentence);
        });
        effects = new EffectStore(store);
    }

    public IArtifactStore Store => store;

    /// <summary>The store for what a stage makes.</summary>
    public StageStore Keep(Stage stage) => new(store, new ArtifactMarks(stage.Synthetic, stage.DryRun));

    /// <summary>
    /// Freezes the settings of runs that start now. They go into the store with the first result, so that a run which fails before it
    /// leaves nothing there; at once where others share the store, for the first result may be another machine's.
    /// </summary>
    public ArtifactRef Freeze(AssaySettings current)
    {
        var reference = ArtifactStore.ReferenceOfJson(AssaySettings.SchemaId, current);
        settings[reference.Sha256] = current;
        if (store.IsShared && !store.Contains(reference))
        {
            _ = store.PutJson(AssaySettings.SchemaId, current);
        }

        return reference;
    }

    /// <summary>The frozen settings of a run.</summary>
    public AssaySettings Settings(Stage stage) =>
        settings.GetOrAdd(stage.Configuration.Sha256, _ => store.ReadJson<AssaySettings>(stage.Configuration));

    /// <summary>The files and lineage of a run.</summary>
    public IRunIndex Run(Stage stage) => runs.GetOrAdd(stage.RunId, store.Run);

    /// <summary>What a pure activity computed a file from; null where its memo is gone, or another version of the program made it.</summary>
    /// <param name="file">An entry of a run.</param>
    /// <param name="module">See <see cref="PureWork{TResult}.Module"/>.</param>
    internal (JsonElement Parameters, JsonElement Result)? FindWork(RunFile file, Type module) =>
        file.Parameters is { } parameters && file.CodeVersion is { } version && version == CodeVersionOf(module)
            ? memos.Find(file.Activity, version, parameters)
            : null;

    /// <summary>Runs pure work, or finds its memo: the same key computes once in the life of a store.</summary>
    public async Task<TResult> PureAsync<TResult>(PureWork<TResult> work)
    {
        var context = ActivityExecutionContext.Current;
        return await GuardAsync(work.Activity, work.Subject, context, () => HeartbeatWhileAsync(context, () =>
        {
            var codeVersion = CodeVersionOf(work.Module);
            var key = MemoKey.Of(work.Activity, codeVersion, new { work.Parameters, work.Inputs });
            var started = time.GetUtcNow();
            var begun = time.GetTimestamp();
            var memoised = memos.TryFind<TResult>(key, out var result);
            if (!memoised)
            {
                progress.Started(work.Activity, work.Subject);
                observer?.Executing(key.Key.ToString());
                result = memos.Save(key, work.Compute(context.CancellationToken));
                DeadTables.Sweep();
            }

            KeepSettings(work.Stage);
            Show(work, result!, key, codeVersion, started);
            Report(context, work.Activity, work.Subject, time.GetElapsedTime(begun), memoised);
            return result!;
        }));
    }

    /// <summary>
    /// Runs an effect, or finds what an earlier execution of the same activity of the same workflow run answered. The effect itself must
    /// bear to be repeated: a crash may come between it and its record.
    /// </summary>
    public async Task<TResult> EffectAsync<TResult>(string activity, string subject, Func<string, TResult> act)
    {
        var context = ActivityExecutionContext.Current;
        return await GuardAsync(activity, subject, context, () => HeartbeatWhileAsync(context, () =>
        {
            var begun = time.GetTimestamp();
            var run = context.Info.WorkflowRunId ?? throw new ArgumentException("An effect runs within a workflow only.", nameof(act));
            var id = context.Info.ActivityId;
            var known = effects.TryFind<Answer<TResult>>(run, id, out var answer);
            if (!known)
            {
                observer?.Executing($"{run}/{id}");
                answer = effects.Save(run, id, new Answer<TResult>(act($"{run}/{id}")));
            }

            Report(context, activity, subject, time.GetElapsedTime(begun), known);
            return answer!.Value;
        }));
    }

    /// <summary>Shows files that an effect made in the run's folder.</summary>
    public void Show(Stage stage, string activity, IReadOnlyList<NamedArtifact> files, IReadOnlyList<ArtifactRef> inputs)
    {
        var now = time.GetUtcNow();
        Run(stage).Add([.. files.Select(file => Entry(stage, activity, file, inputs, null, null, now))]);
    }

    private void KeepSettings(Stage stage)
    {
        if (!store.Contains(stage.Configuration))
        {
            _ = store.PutJson(AssaySettings.SchemaId, Settings(stage));
        }
    }

    private void Show<TResult>(PureWork<TResult> work, TResult result, MemoKey key, Digest codeVersion, DateTimeOffset started) =>
        Run(work.Stage).Add([.. work.Files(result)
            .Select(file => Entry(work.Stage, work.Activity, file, work.Inputs, key.ParametersDigest, codeVersion, started))]);

    private RunFile Entry(
        Stage stage,
        string activity,
        NamedArtifact file,
        IReadOnlyList<ArtifactRef> inputs,
        Digest? parameters,
        Digest? codeVersion,
        DateTimeOffset started) => new()
        {
            Name = file.Name,
            Artifact = file.Artifact,
            Activity = activity,
            Inputs = [.. (file.Inputs ?? inputs).Select(input => input.Digest).Distinct().OrderBy(digest => digest.ToString(), StringComparer.Ordinal)],
            Parameters = parameters,
            CodeVersion = codeVersion,
            Started = started,
            Ended = time.GetUtcNow(),
            Host = Environment.MachineName,
            Synthetic = stage.Synthetic,
            DryRun = stage.DryRun,
        };

    /// <summary>
    /// The module that computes with all it refers to, and the thin layer of activities itself; other modules may change without making
    /// this work run again.
    /// </summary>
    private Digest CodeVersionOf(Type module) => codeVersions.GetOrAdd(module.Assembly, assembly =>
        Digest.OfBytes(Encoding.ASCII.GetBytes(CodeVersion.Of(assembly).ToString() + ActivitiesAssembly)));

    private async Task<TResult> GuardAsync<TResult>(string activity, string subject, ActivityExecutionContext context, Func<Task<TResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var translated = FailureTranslation.Of(failure);
            progress.Failed(activity, subject, translated.Message, translated is ApplicationFailureException { NonRetryable: true });
            logger.LogError(
                failure,
                "activity failed: {Activity} {Subject} in workflow {WorkflowId}, run {WorkflowRunId}, activity {ActivityId}, attempt {Attempt}",
                activity,
                subject,
                context.Info.WorkflowId,
                context.Info.WorkflowRunId,
                context.Info.ActivityId,
                context.Info.Attempt);
            throw translated;
        }
    }

    private void Report(ActivityExecutionContext context, string activity, string subject, TimeSpan elapsed, bool memoised)
    {
        progress.Finished(activity, subject, elapsed, memoised);
        logger.LogInformation(
            "activity finished: {Activity} {Subject} in {ElapsedSeconds} s, memoised {Memoised}, in workflow {WorkflowId}, run {WorkflowRunId}, activity {ActivityId}",
            activity,
            subject,
            elapsed.TotalSeconds,
            memoised,
            context.Info.WorkflowId,
            context.Info.WorkflowRunId,
            context.Info.ActivityId);
    }

    /// <summary>
    /// Computes, reads and writes on a thread of its own, not on the pool's, of which there are as many as cores: workflow tasks and heartbeats
    /// run there, and would wait for the computations and for a store far away. Heartbeats until it ends, so that a lost worker is noticed and a cancellation arrives.
    /// </summary>
    private async Task<TResult> HeartbeatWhileAsync<TResult>(ActivityExecutionContext context, Func<TResult> compute)
    {
        await using var heartbeat = time.CreateTimer(_ => context.Heartbeat(), null, HeartbeatEvery, HeartbeatEvery);
        return await Task.Factory.StartNew(compute, context.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>An effect may answer null, which a record must tell from no answer.</summary>
    private sealed record Answer<T>(T Value);
}
