using System.Globalization;
using Google.Protobuf;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Runs;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>
/// What schedules do: collect the actions that have fallen due, and take them as the overlap policy allows. An action and the note that it
/// has been taken share one commit, so none is taken twice or lost, however the process ends.
/// </summary>
internal sealed class ScheduleRunner(ServiceCore core, Action<ScheduleEntry> save)
{
    private const int DueLimit = 1_000;
    private const int RecentActions = 10;
    private readonly Dictionary<string, ScheduleEntry> byFirstRunId = new(StringComparer.Ordinal);

    public void Clear() => byFirstRunId.Clear();

    public void Forget(ScheduleEntry entry)
    {
        foreach (var running in entry.Info.RunningWorkflows)
        {
            byFirstRunId.Remove(running.RunId);
        }
    }

    /// <summary>Takes up a stored schedule.</summary>
    public void Resume(ScheduleEntry entry)
    {
        foreach (var running in entry.Info.RunningWorkflows)
        {
            byFirstRunId[running.RunId] = entry;
        }

        if (entry.Times.Next(entry.Record.ProcessedTicks) is { } next && next.DueTicks <= core.NowTicks)
        {
            Run(entry);
        }
        else
        {
            Arm(entry);
        }
    }

    /// <summary>Takes what is due, keeps the schedule, and sets the next wake-up.</summary>
    public void Run(ScheduleEntry entry)
    {
        Collect(entry);
        TakeDue(entry);
        save(entry);
        Arm(entry);
    }

    public void Patch(ScheduleEntry entry, SchedulePatch patch)
    {
        var state = entry.Schedule.State;
        if (patch.Pause.Length > 0)
        {
            (state.Paused, state.Notes) = (true, patch.Pause);
        }

        if (patch.Unpause.Length > 0)
        {
            (state.Paused, state.Notes) = (false, patch.Unpause);
        }

        if (patch.TriggerImmediately is { } trigger)
        {
            var at = trigger.ScheduledTime?.ToTicks() ?? core.NowTicks;
            Buffer(entry, at, at, trigger.OverlapPolicy, manual: true);
        }

        foreach (var backfill in patch.BackfillRequest)
        {
            var end = backfill.EndTime?.ToTicks() ?? core.NowTicks;
            for (var at = entry.Times.Next(backfill.StartTime?.ToTicks() ?? core.NowTicks);
                at is { } next && next.DueTicks <= end && entry.Record.Due.Count < DueLimit;
                at = entry.Times.Next(next.NominalTicks))
            {
                Buffer(entry, next.NominalTicks, next.DueTicks, backfill.OverlapPolicy, manual: true);
            }
        }
    }

    /// <summary>A workflow has ended for good: was it one that a schedule had started?</summary>
    public void OnClosed(WorkflowRun run, HistoryEvent end)
    {
        if (!byFirstRunId.Remove(run.Started.FirstExecutionRunId, out var entry))
        {
            return;
        }

        var first = run.Started.FirstExecutionRunId;
        var info = entry.Info;
        info.RunningWorkflows.Remove(info.RunningWorkflows.FirstOrDefault(w => w.RunId == first));
        if (info.RecentActions.FirstOrDefault(a => a.StartWorkflowResult.RunId == first) is { } action)
        {
            action.StartWorkflowStatus = run.Status;
        }

        if (end.WorkflowExecutionCompletedEventAttributes is { } completed)
        {
            (entry.Record.LastResult, entry.Record.LastFailure) = (completed.Result, null);
        }
        else if (run.Status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut)
        {
            entry.Record.LastFailure = end.WorkflowExecutionFailedEventAttributes?.Failure ?? new Failure
            {
                Message = "workflow timeout",
                Source = "Server",
                TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
            };
            if (entry.Schedule.Policies.PauseOnFailure && !entry.Schedule.State.Paused)
            {
                entry.Schedule.State.Paused = true;
                entry.Schedule.State.Notes = $"paused due to workflow failure: {run.WorkflowId}: {entry.Record.LastFailure.Message}";
                entry.Record.Version++;
            }
        }

        core.Defer(() => Run(entry));
    }

    private static void Buffer(ScheduleEntry entry, long nominalTicks, long dueTicks, ScheduleOverlapPolicy policy, bool manual)
    {
        if (entry.Record.Due.Count >= DueLimit)
        {
            entry.Info.BufferDropped++;
            return;
        }

        entry.Record.Due.Add(new DueAction { NominalTicks = nominalTicks, DueTicks = dueTicks, OverlapPolicy = policy, Manual = manual });
    }

    private static ScheduleOverlapPolicy PolicyOf(ScheduleEntry entry, DueAction action) =>
        action.OverlapPolicy == ScheduleOverlapPolicy.Unspecified ? entry.Schedule.Policies.OverlapPolicy : action.OverlapPolicy;

    private void Collect(ScheduleEntry entry)
    {
        var record = entry.Record;
        var window = entry.Schedule.Policies.CatchupWindow.ToTicks();
        while (entry.Times.Next(record.ProcessedTicks) is { } next && next.DueTicks <= core.NowTicks)
        {
            record.ProcessedTicks = next.NominalTicks;
            if (entry.Schedule.State.Paused)
            {
                continue;
            }

            if (core.NowTicks - next.DueTicks > window)
            {
                entry.Info.MissedCatchupWindow++;
            }
            else
            {
                Buffer(entry, next.NominalTicks, next.DueTicks, ScheduleOverlapPolicy.Unspecified, manual: false);
            }
        }
    }

    private void TakeDue(ScheduleEntry entry)
    {
        var waiting = entry.Record.Due.ToList();
        var kept = new List<DueAction>();
        foreach (var action in waiting)
        {
            if (!action.Manual && !MayAct(entry))
            {
                continue;
            }

            var policy = PolicyOf(entry, action);
            if (policy == ScheduleOverlapPolicy.TerminateOther)
            {
                EndRunning(entry, run => core.Lifecycle.Terminate(run, "terminated by schedule overlap policy", null, "temporal-scheduler"));
            }

            if (policy == ScheduleOverlapPolicy.AllowAll || entry.Info.RunningWorkflows.Count == 0)
            {
                Act(entry, action);
                continue;
            }

            switch (policy)
            {
                case ScheduleOverlapPolicy.BufferAll:
                    kept.Add(action);
                    break;
                case ScheduleOverlapPolicy.BufferOne when kept.Count == 0:
                    kept.Add(action);
                    break;
                case ScheduleOverlapPolicy.CancelOther:
                    EndRunning(entry, run => core.Lifecycle.RequestCancel(
                        run, new() { Cause = "cancelled by schedule overlap policy", Identity = "temporal-scheduler" }));
                    entry.Info.OverlapSkipped += kept.Count;
                    kept.Clear();
                    kept.Add(action);
                    break;
                default:
                    entry.Info.OverlapSkipped++;
                    break;
            }
        }

        entry.Record.Due.Clear();
        entry.Record.Due.AddRange(kept);
    }

    private static bool MayAct(ScheduleEntry entry)
    {
        var state = entry.Schedule.State;
        return !state.Paused && (!state.LimitedActions || state.RemainingActions > 0);
    }

    private void EndRunning(ScheduleEntry entry, Action<WorkflowRun> end)
    {
        foreach (var running in entry.Info.RunningWorkflows.ToArray())
        {
            if (core.OpenRun(running.WorkflowId, "") is { } run && run.Started.FirstExecutionRunId == running.RunId)
            {
                end(run);
            }
        }
    }

    private void Act(ScheduleEntry entry, DueAction action)
    {
        var start = StartRequest(entry, action);
        StartWorkflowExecutionResponse started;
        try
        {
            started = WorkflowStarter.Start(core, start);
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.AlreadyExists or StatusCode.InvalidArgument)
        {
            // The id is in use by somebody else's workflow, or an attribute has been removed since; there is nobody to tell.
            entry.Info.OverlapSkipped++;
            return;
        }

        var state = entry.Schedule.State;
        if (state.LimitedActions && !action.Manual)
        {
            state.RemainingActions--;
        }

        var execution = new WorkflowExecution { WorkflowId = start.WorkflowId, RunId = started.RunId };
        entry.Info.ActionCount++;
        entry.Info.RunningWorkflows.Add(execution);
        byFirstRunId[started.RunId] = entry;
        entry.Info.RecentActions.Add(new ScheduleActionResult
        {
            ScheduleTime = action.DueTicks.ToTimestamp(),
            ActualTime = core.NowTicks.ToTimestamp(),
            StartWorkflowResult = execution.Clone(),
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        });
        while (entry.Info.RecentActions.Count > RecentActions)
        {
            entry.Info.RecentActions.RemoveAt(0);
        }
    }

    private StartWorkflowExecutionRequest StartRequest(ScheduleEntry entry, DueAction action)
    {
        var template = entry.Schedule.Action.StartWorkflow.Clone();
        var nominal = new DateTimeOffset(action.NominalTicks, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var attributes = template.SearchAttributes ?? new();
        attributes.IndexedFields["TemporalScheduledStartTime"] = Json($"\"{nominal}\"");
        attributes.IndexedFields["TemporalScheduledById"] = Json(System.Text.Json.JsonSerializer.Serialize(entry.Id));
        return new()
        {
            Namespace = core.Options.Namespace,
            WorkflowId = entry.Schedule.Policies.KeepOriginalWorkflowId ? template.WorkflowId : $"{template.WorkflowId}-{nominal}",
            WorkflowType = template.WorkflowType,
            TaskQueue = template.TaskQueue,
            Input = template.Input,
            WorkflowExecutionTimeout = template.WorkflowExecutionTimeout,
            WorkflowRunTimeout = template.WorkflowRunTimeout,
            WorkflowTaskTimeout = template.WorkflowTaskTimeout,
            Identity = $"temporal-scheduler-{entry.Id}",
            RequestId = Guid.NewGuid().ToString(),
            RetryPolicy = template.RetryPolicy,
            Memo = template.Memo,
            SearchAttributes = attributes,
            Header = template.Header,
            UserMetadata = template.UserMetadata,
            LastCompletionResult = entry.Record.LastResult,
            ContinuedFailure = entry.Record.LastFailure,
        };
    }

    private static Payload Json(string json) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8(json),
    };

    private void Arm(ScheduleEntry entry)
    {
        entry.Wake?.Cancel();
        entry.Wake = entry.Times.Next(entry.Record.ProcessedTicks) is { } next ? core.Timers.Add(next.DueTicks, () => Run(entry)) : null;
    }
}
