using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Runs;
using Assay.Workflows.Data;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Jobs;

/// <summary>A workflow that runs by itself, opened: its run, its instant, its session.</summary>
/// <param name="Stage">The run.</param>
/// <param name="AsOf">The instant, resolved once.</param>
/// <param name="Session">The session, ISO date.</param>
/// <param name="NoSession">Why the day is no session of the exchange; null where it may be one.</param>
/// <param name="Data">Where the market comes from, cut at the session.</param>
internal sealed record Job(Stage Stage, DateTimeOffset AsOf, string Session, string? NoSession, DataRequest Data)
{
    /// <summary>
    /// Resolves the instant from the request, the schedule's nominal time or the workflow's start, labels the workflow, and freezes the
    /// settings of the run. The run's folder has the workflow's id.
    /// </summary>
    public static async Task<Job> OpenAsync(JobRequest request, string stage)
    {
        var asOf = request.AsOf ?? ScheduledTime() ?? new DateTimeOffset(Workflow.Info.WorkflowStartTime, TimeSpan.Zero);
        RunLabels.Begin(stage, asOf, request.DryRun);
        var data = await FindSnapshotAsync(request.Data, asOf);
        var synthetic = data is { BarsPath: null, Snapshot: null } or { Synthetic: true };
        var opened = await Workflow.ExecuteActivityAsync(
            (IRunActivities activities) => activities.OpenRunAsync(new OpenRun(
                RunIdOf(Workflow.Info.WorkflowId),
                synthetic,
                request.DryRun,
                asOf,
                request.Date,
                request.Exchange)),
            ActivityProfiles.ShortAtHome("freeze the settings and settle the session"));
        var end = data.End is { } last && string.CompareOrdinal(last, opened.Session) < 0 ? last : opened.Session;
        return new Job(opened.Stage, asOf, opened.Session, opened.NoSession, data with { End = end });
    }

    /// <exception cref="ApplicationFailureException">The input has neither what a parent prepares nor a job.</exception>
    public static JobRequest Required(JobRequest? request) => request
        ?? throw new ApplicationFailureException("The input names neither prepared data nor a job; give a job.", "WrongInput", nonRetryable: true);

    /// <summary>The snapshot of the job, by a child.</summary>
    public Task<DataSnapshot> RefreshDataAsync() => Workflow.ExecuteChildWorkflowAsync(
        (DataRefresh workflow) => workflow.RunAsync(new DataRefreshInput(new PreparedData(Stage, Data), null)),
        RunLabels.Child($"data-{Stage.RunId}", RunStages.Data, $"the market up to {Data.End}"));

    /// <summary>A snapshot that is only named is the one present now, read as of the instant of the run.</summary>
    private static async Task<DataRequest> FindSnapshotAsync(DataRequest data, DateTimeOffset asOf)
    {
        if (data.Named is not { } named)
        {
            return data;
        }

        var found = await Workflow.ExecuteActivityAsync(
            (ISnapshotHomeActivities activities) => activities.FindSnapshotAsync(new FindSnapshot(named, asOf)),
            ActivityProfiles.ShortAtHome("find the snapshot"));
        return data with { Snapshot = found.Request, Synthetic = found.Synthetic, Named = null };
    }

    private static DateTimeOffset? ScheduledTime() =>
        Workflow.TypedSearchAttributes.ContainsKey(AssaySearchAttributes.ScheduledStartTime)
            ? Workflow.TypedSearchAttributes.Get(AssaySearchAttributes.ScheduledStartTime)
            : null;

    /// <summary>The id as the name of a folder: a schedule's action carries its time, with colons.</summary>
    internal static string RunIdOf(string workflowId)
    {
        var name = string.Concat(workflowId
            .Where(c => c != ':')
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) ? name : "run" + name;
    }
}
