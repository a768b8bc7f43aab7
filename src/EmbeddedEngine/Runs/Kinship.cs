using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>What the end of a run means to its parent and to its children.</summary>
internal sealed class Kinship(ServiceCore core)
{
    /// <summary>True where the source started the target, or is what became of that parent by a reset.</summary>
    public static bool IsChildOf(WorkflowRun target, WorkflowRun source) =>
        target.Started.ParentWorkflowExecution is { } parent && parent.WorkflowId == source.WorkflowId
        && source.Children.TryGetValue(target.Started.ParentInitiatedEventId, out var child)
        && (child.RunId.Length == 0 ? parent.RunId == source.RunId : child.RunId == target.Started.FirstExecutionRunId);

    /// <summary>Tells the parent of a run's end, and deals with the run's own children as each was started to be dealt with.</summary>
    /// <param name="run">The run that has ended.</param>
    /// <param name="end">Its last event.</param>
    /// <param name="isContinued">True where the chain goes on; the parent waits for the chain's end.</param>
    /// <param name="resetTo">
    /// The run that goes on in its place; null for none. The parent waits for that one, and so do the children that it has from this one.
    /// </param>
    public void OnClosed(WorkflowRun run, HistoryEvent end, bool isContinued, WorkflowRun? resetTo)
    {
        if (!isContinued && resetTo is null && FindParent(run) is { } parent)
        {
            var info = parent.Children[run.Started.ParentInitiatedEventId];
            core.Defer(() => ReportEnd(parent, info, run.Execution, end));
        }

        foreach (var child in run.Children.Values.Where(c => c.RunId.Length > 0))
        {
            core.Defer(() => ApplyClosePolicy(run, child, resetTo));
        }
    }

    /// <summary>After a reset: children that ended when nobody waited for them any more are reported to the new run.</summary>
    public void Reconnect(WorkflowRun parent)
    {
        foreach (var child in parent.Children.Values.Where(c => c.RunId.Length > 0).OrderBy(c => c.InitiatedEventId).ToArray())
        {
            var chain = core.Store.Summaries(" AND workflow_id=$1 AND first_run_id=$2", [child.Initiated.WorkflowId, child.RunId], long.MaxValue, 1);
            if (chain is [{ Info.Status: not WorkflowExecutionStatus.Running } last]
                && core.Store.Events(last.RunKey, last.Info.HistoryLength, 1) is [var end])
            {
                ReportEnd(parent, child, last.Info.Execution, end);
            }
        }
    }

    /// <summary>The open run that waits for this one's end. A parent that was reset goes on as another run.</summary>
    private WorkflowRun? FindParent(WorkflowRun run) =>
        run.Started.ParentWorkflowExecution is { } named
        && (core.OpenRun(named.WorkflowId, named.RunId) ?? core.OpenRun(named.WorkflowId, "")) is { } parent && IsChildOf(run, parent)
            ? parent
            : null;

    private void ApplyClosePolicy(WorkflowRun parent, ChildInfo child, WorkflowRun? resetTo)
    {
        // The child may have gone on as a new run; the policy follows it.
        if (core.OpenRun(child.Initiated.WorkflowId, "") is not { } target || !IsChildOf(target, parent)
            || (resetTo is not null && IsChildOf(target, resetTo)))
        {
            return;
        }

        if (child.Initiated.ParentClosePolicy == ParentClosePolicy.Terminate)
        {
            core.Lifecycle.Terminate(target, "by parent close policy", null, "");
        }
        else if (child.Initiated.ParentClosePolicy == ParentClosePolicy.RequestCancel)
        {
            core.Lifecycle.RequestCancel(target, new() { Cause = "by parent close policy", ExternalWorkflowExecution = parent.Execution });
        }
    }

    private void ReportEnd(WorkflowRun parent, ChildInfo child, WorkflowExecution execution, HistoryEvent end)
    {
        if (!parent.IsOpen)
        {
            return;
        }

        var (type, name) = (child.Initiated.WorkflowType, core.Options.Namespace);
        var (initiatedId, startedId) = (child.InitiatedEventId, child.StartedEventId);
        core.Raise(parent, end.EventType switch
        {
            EventType.WorkflowExecutionCompleted => core.NewEvent(
                EventType.ChildWorkflowExecutionCompleted,
                e => e.ChildWorkflowExecutionCompletedEventAttributes = new()
                {
                    Result = end.WorkflowExecutionCompletedEventAttributes.Result,
                    Namespace = name,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                }),
            EventType.WorkflowExecutionFailed => core.NewEvent(
                EventType.ChildWorkflowExecutionFailed,
                e => e.ChildWorkflowExecutionFailedEventAttributes = new()
                {
                    Failure = end.WorkflowExecutionFailedEventAttributes.Failure,
                    Namespace = name,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                    RetryState = end.WorkflowExecutionFailedEventAttributes.RetryState,
                }),
            EventType.WorkflowExecutionCanceled => core.NewEvent(
                EventType.ChildWorkflowExecutionCanceled,
                e => e.ChildWorkflowExecutionCanceledEventAttributes = new()
                {
                    Details = end.WorkflowExecutionCanceledEventAttributes.Details,
                    Namespace = name,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                }),
            EventType.WorkflowExecutionTimedOut => core.NewEvent(
                EventType.ChildWorkflowExecutionTimedOut,
                e => e.ChildWorkflowExecutionTimedOutEventAttributes = new()
                {
                    Namespace = name,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                    RetryState = end.WorkflowExecutionTimedOutEventAttributes.RetryState,
                }),
            _ => core.NewEvent(
                EventType.ChildWorkflowExecutionTerminated,
                e => e.ChildWorkflowExecutionTerminatedEventAttributes = new()
                {
                    Namespace = name,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = initiatedId,
                    StartedEventId = startedId,
                }),
        });
    }
}
