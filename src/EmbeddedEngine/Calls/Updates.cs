using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>
/// Updates as their callers see them: admitted, then waited for. A workflow task carries them to a worker; where none is pending, a
/// speculative one is made, which leaves nothing in the history when all it carried was rejected.
/// </summary>
internal sealed class Updates(ServiceCore core)
{
    private const int InFlightLimit = 10;
    private const int TotalLimit = 2_000;

    /// <summary>Admits the update, or finds the one of the same id, and lets the caller wait.</summary>
    public void Ask(UpdateWorkflowExecutionRequest request, Poller<UpdateState> caller)
    {
        Validate(request);
        var target = core.Target(request.WorkflowExecution);
        if (request.FirstExecutionRunId.Length > 0 && target.Info.FirstRunId != request.FirstExecutionRunId)
        {
            throw Errors.WorkflowNotFound(request.WorkflowExecution.WorkflowId);
        }

        var until = Until(request.WaitPolicy, UpdatePhase.Accepted);
        var id = request.Request.Meta?.UpdateId is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        if (core.OpenRun(target.RunKey) is not { } run)
        {
            Deliver(caller, FromHistory(target, id) ?? throw Errors.WorkflowClosed());
            return;
        }

        if (!run.Updates.TryGetValue(id, out var update))
        {
            CheckLimits(run);
            var asked = request.Request.Clone();
            asked.Meta ??= new();
            asked.Meta.UpdateId = id;
            update = new(id, asked) { IsBoundToRun = request.WorkflowExecution.RunId.Length > 0 };
            run.Updates.Add(id, update);
            core.WorkflowTasks.EnsureSpeculative(run);
        }

        Wait(run, update, caller, until);
    }

    /// <summary>Lets the caller wait for an update that was asked for before.</summary>
    public void Poll(PollWorkflowExecutionUpdateRequest request, Poller<UpdateState> caller)
    {
        var (target, run, update) = Find(request.UpdateRef);
        if (run is not null && update is not null)
        {
            Wait(run, update, caller, Until(request.WaitPolicy, UpdatePhase.Admitted));
        }
        else
        {
            Deliver(caller, FromHistory(target, request.UpdateRef.UpdateId) ?? throw Errors.UpdateNotFound(request.UpdateRef.UpdateId));
        }
    }

    /// <summary>How far the update has come by now.</summary>
    public UpdateState Look(WorkflowExecution execution, string updateId)
    {
        var (target, run, update) = Find(new() { WorkflowExecution = execution, UpdateId = updateId });
        return run is not null && update is not null
            ? State(run, update)
            : FromHistory(target, updateId) ?? throw Errors.UpdateNotFound(updateId);
    }

    public void Forget(Poller<UpdateState> caller)
    {
        foreach (var update in core.OpenRuns.SelectMany(r => r.Updates.Values))
        {
            update.Waiters.RemoveAll(w => w.Caller == caller);
        }
    }

    /// <summary>Tells those who waited for what the update has reached.</summary>
    public void Report(WorkflowRun run, UpdateInfo update)
    {
        foreach (var waiter in update.Waiters.Where(w => w.Until <= update.Phase).ToArray())
        {
            update.Waiters.Remove(waiter);
            Deliver(waiter.Caller, State(run, update));
        }
    }

    /// <summary>Ends the wait for an update without anything of it having been recorded.</summary>
    public void Reject(WorkflowRun run, UpdateInfo update, Failure failure)
    {
        run.Updates.Remove(update.Id);
        update.Phase = UpdatePhase.Completed;
        update.Outcome = new() { Failure = failure };
        Report(run, update);
    }

    /// <summary>The run has ended: what it has not taken on moves to the next run of the chain, or is refused.</summary>
    public void OnClosed(WorkflowRun run, bool isContinued)
    {
        foreach (var update in run.Updates.Values)
        {
            switch (update.Phase)
            {
                case UpdatePhase.Completed:
                    break;
                case UpdatePhase.Accepted:
                    update.Phase = UpdatePhase.Completed;
                    update.Outcome = new() { Failure = ClosedBeforeCompletion() };
                    Report(run, update);
                    break;
                case UpdatePhase.Admitted or UpdatePhase.Sent when isContinued && !update.IsBoundToRun:
                    core.Defer(() => Move(update, run.WorkflowId));
                    break;
                default:
                    Refuse(update);
                    break;
            }
        }
    }

    private static UpdatePhase Until(WaitPolicy? policy, UpdatePhase otherwise) => policy?.LifecycleStage switch
    {
        UpdateWorkflowExecutionLifecycleStage.Completed => UpdatePhase.Completed,
        UpdateWorkflowExecutionLifecycleStage.Accepted => UpdatePhase.Accepted,
        UpdateWorkflowExecutionLifecycleStage.Admitted => UpdatePhase.Admitted,
        _ => otherwise,
    };

    public static void Validate(UpdateWorkflowExecutionRequest request)
    {
        if (request.Request is null)
        {
            throw Errors.Invalid("Request is not set on request.");
        }

        if (string.IsNullOrEmpty(request.Request.Input?.Name))
        {
            throw Errors.Invalid("Update name is not set on request.");
        }
    }

    private static UpdateState State(WorkflowRun run, UpdateInfo update) => new(run.Execution, update.Id, update.Phase, update.Outcome);

    private static Failure ClosedBeforeCompletion() => new()
    {
        Message = "Workflow Update failed because the Workflow completed before the Update completed.",
        Source = "Server",
        ApplicationFailureInfo = new() { Type = "AcceptedUpdateCompletedWorkflow", NonRetryable = true },
    };

    private static void CheckLimits(WorkflowRun run)
    {
        if (run.Updates.Values.Count(u => u.Phase != UpdatePhase.Completed) >= InFlightLimit)
        {
            throw Errors.Create(
                StatusCode.ResourceExhausted, $"limit on number of concurrent in-flight updates has been reached ({InFlightLimit})");
        }

        if (run.Updates.Count >= TotalLimit)
        {
            throw Errors.Create(
                StatusCode.FailedPrecondition,
                $"The limit on the total number of distinct updates in this workflow has been reached ({TotalLimit}). Continue the workflow as new.");
        }
    }

    private (Storage.RunSummary Target, WorkflowRun? Run, UpdateInfo? Update) Find(UpdateRef? reference)
    {
        if (string.IsNullOrEmpty(reference?.UpdateId))
        {
            throw Errors.Invalid("UpdateId is not set on request.");
        }

        var target = core.Target(reference.WorkflowExecution);
        var run = core.OpenRun(target.RunKey);
        return (target, run, run?.Updates.GetValueOrDefault(reference.UpdateId));
    }

    private void Move(UpdateInfo update, string workflowId)
    {
        if (core.OpenRun(workflowId, "") is not { } successor || successor.Updates.ContainsKey(update.Id))
        {
            Refuse(update);
            return;
        }

        update.Phase = UpdatePhase.Admitted;
        successor.Updates.Add(update.Id, update);
        core.WorkflowTasks.EnsureSpeculative(successor);
    }

    private void Refuse(UpdateInfo update)
    {
        foreach (var (caller, _) in update.Waiters)
        {
            if (caller.TryTake())
            {
                core.Deliveries.Add(new(() => caller.Fail(Errors.WorkflowClosed()), caller.Fail));
            }
        }

        update.Waiters.Clear();
    }

    private void Wait(WorkflowRun run, UpdateInfo update, Poller<UpdateState> caller, UpdatePhase until)
    {
        if (until <= update.Phase)
        {
            Deliver(caller, State(run, update));
        }
        else
        {
            update.Waiters.Add((caller, until));
        }
    }

    /// <summary>An update of a closed run; null where its history knows nothing of it.</summary>
    private UpdateState? FromHistory(Storage.RunSummary target, string updateId)
    {
        var phase = UpdatePhase.Admitted;
        Outcome? outcome = null;
        foreach (var historyEvent in core.Store.Events(target.RunKey, 1, int.MaxValue))
        {
            if (historyEvent.WorkflowExecutionUpdateAcceptedEventAttributes?.ProtocolInstanceId == updateId)
            {
                (phase, outcome) = (UpdatePhase.Completed, new() { Failure = ClosedBeforeCompletion() });
            }
            else if (historyEvent.WorkflowExecutionUpdateCompletedEventAttributes is { } completed && completed.Meta.UpdateId == updateId)
            {
                (phase, outcome) = (UpdatePhase.Completed, completed.Outcome);
            }
        }

        return phase == UpdatePhase.Completed ? new(target.Info.Execution, updateId, phase, outcome) : null;
    }

    private void Deliver(Poller<UpdateState> caller, UpdateState state)
    {
        if (caller.TryTake())
        {
            core.Deliveries.Add(new(() => caller.Complete(state), caller.Fail));
        }
    }
}
