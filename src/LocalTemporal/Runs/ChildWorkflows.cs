using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace LocalTemporal.Runs;

/// <summary>
/// What one workflow does to others: starts children, signals, cancels, and hears of its children's ends. All of it happens in the commit of
/// the task that asked for it.
/// </summary>
internal sealed class ChildWorkflows(ServiceCore core)
{
    public void Initiate(WorkflowRun run, Command command, long completedId)
    {
        var attributes = command.StartChildWorkflowExecutionCommandAttributes;
        var initiated = new StartChildWorkflowExecutionInitiatedEventAttributes
        {
            Namespace = core.Options.Namespace,
            WorkflowId = attributes.WorkflowId,
            WorkflowType = attributes.WorkflowType,
            TaskQueue = string.IsNullOrEmpty(attributes.TaskQueue?.Name) ? run.Started.TaskQueue : attributes.TaskQueue,
            Input = attributes.Input,
            WorkflowExecutionTimeout = attributes.WorkflowExecutionTimeout,
            WorkflowRunTimeout = attributes.WorkflowRunTimeout,
            WorkflowTaskTimeout = attributes.WorkflowTaskTimeout,
            ParentClosePolicy = attributes.ParentClosePolicy == ParentClosePolicy.Unspecified
                ? ParentClosePolicy.Terminate
                : attributes.ParentClosePolicy,
            WorkflowTaskCompletedEventId = completedId,
            WorkflowIdReusePolicy = attributes.WorkflowIdReusePolicy,
            RetryPolicy = attributes.RetryPolicy,
            Header = attributes.Header,
            Memo = attributes.Memo,
            SearchAttributes = attributes.SearchAttributes,
        };
        var id = Add(
            run, command, EventType.StartChildWorkflowExecutionInitiated, e => e.StartChildWorkflowExecutionInitiatedEventAttributes = initiated);
        core.Defer(() => StartChild(run, id, initiated, command));
    }

    public void SignalExternal(WorkflowRun run, Command command, long completedId)
    {
        var attributes = command.SignalExternalWorkflowExecutionCommandAttributes;
        var id = Add(run, command, EventType.SignalExternalWorkflowExecutionInitiated, e => e.SignalExternalWorkflowExecutionInitiatedEventAttributes = new()
        {
            WorkflowTaskCompletedEventId = completedId,
            Namespace = core.Options.Namespace,
            WorkflowExecution = attributes.Execution,
            SignalName = attributes.SignalName,
            Input = attributes.Input,
            ChildWorkflowOnly = attributes.ChildWorkflowOnly,
            Header = attributes.Header,
        });
        core.Defer(() => Signal(run, id, completedId, attributes));
    }

    public void CancelExternal(WorkflowRun run, Command command, long completedId)
    {
        var attributes = command.RequestCancelExternalWorkflowExecutionCommandAttributes;
        var target = new WorkflowExecution { WorkflowId = attributes.WorkflowId, RunId = attributes.RunId };
        var id = Add(
            run,
            command,
            EventType.RequestCancelExternalWorkflowExecutionInitiated,
            e => e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = completedId,
                Namespace = core.Options.Namespace,
                WorkflowExecution = target,
                ChildWorkflowOnly = attributes.ChildWorkflowOnly,
                Reason = attributes.Reason,
            });
        core.Defer(() => Cancel(run, id, completedId, target, attributes));
    }

    /// <summary>Tells the parent of a run's end, and deals with the run's own children as each was started to be dealt with.</summary>
    public void OnClosed(WorkflowRun run, HistoryEvent end, bool isContinued)
    {
        if (!isContinued && run.Started.ParentWorkflowExecution is { } parentExecution
            && core.OpenRun(parentExecution.WorkflowId, parentExecution.RunId) is { } parent
            && parent.Children.TryGetValue(run.Started.ParentInitiatedEventId, out var info))
        {
            core.Defer(() => ReportEnd(parent, info, run, end));
        }

        foreach (var child in run.Children.Values.Where(c => c.RunId.Length > 0))
        {
            core.Defer(() => ApplyClosePolicy(run, child));
        }
    }

    private long Add(WorkflowRun run, Command command, EventType type, Action<HistoryEvent> fill)
    {
        var historyEvent = core.NewEvent(type, fill);
        historyEvent.UserMetadata = command.UserMetadata;
        return run.Add(historyEvent).EventId;
    }

    private void StartChild(
        WorkflowRun parent, long initiatedId, StartChildWorkflowExecutionInitiatedEventAttributes initiated, Command command)
    {
        if (!parent.IsOpen && initiated.ParentClosePolicy != ParentClosePolicy.Abandon)
        {
            return;
        }

        WorkflowRun child;
        try
        {
            child = core.Lifecycle.StartChild(parent, initiatedId, initiated, command.UserMetadata);
        }
        catch (RpcException taken) when (taken.Code == RpcException.StatusCode.AlreadyExists)
        {
            if (parent.IsOpen)
            {
                core.Raise(parent, core.NewEvent(
                    EventType.StartChildWorkflowExecutionFailed,
                    e => e.StartChildWorkflowExecutionFailedEventAttributes = new()
                    {
                        Namespace = core.Options.Namespace,
                        WorkflowId = initiated.WorkflowId,
                        WorkflowType = initiated.WorkflowType,
                        Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
                        InitiatedEventId = initiatedId,
                        WorkflowTaskCompletedEventId = initiated.WorkflowTaskCompletedEventId,
                    }));
            }

            return;
        }

        if (parent.IsOpen)
        {
            core.Raise(parent, core.NewEvent(EventType.ChildWorkflowExecutionStarted, e => e.ChildWorkflowExecutionStartedEventAttributes = new()
            {
                Namespace = core.Options.Namespace,
                InitiatedEventId = initiatedId,
                WorkflowExecution = child.Execution,
                WorkflowType = initiated.WorkflowType,
                Header = initiated.Header,
            }));
        }

        core.WorkflowTasks.Ensure(child);
    }

    private void Signal(WorkflowRun source, long initiatedId, long completedId, SignalExternalWorkflowExecutionCommandAttributes attributes)
    {
        var target = core.OpenRun(attributes.Execution.WorkflowId, attributes.Execution.RunId);
        var reached = target is not null && (!attributes.ChildWorkflowOnly || IsChildOf(target, source));
        if (reached)
        {
            core.Lifecycle.Signal(target!, new()
            {
                SignalName = attributes.SignalName,
                Input = attributes.Input,
                Header = attributes.Header,
                ExternalWorkflowExecution = source.Execution,
                RequestId = Guid.NewGuid().ToString(),
            });
        }

        if (!source.IsOpen)
        {
            return;
        }

        core.Raise(source, reached
            ? core.NewEvent(
                EventType.ExternalWorkflowExecutionSignaled,
                e => e.ExternalWorkflowExecutionSignaledEventAttributes = new()
                {
                    InitiatedEventId = initiatedId,
                    Namespace = core.Options.Namespace,
                    WorkflowExecution = attributes.Execution,
                })
            : core.NewEvent(
                EventType.SignalExternalWorkflowExecutionFailed,
                e => e.SignalExternalWorkflowExecutionFailedEventAttributes = new()
                {
                    Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                    WorkflowTaskCompletedEventId = completedId,
                    Namespace = core.Options.Namespace,
                    WorkflowExecution = attributes.Execution,
                    InitiatedEventId = initiatedId,
                }));
    }

    private void Cancel(
        WorkflowRun source,
        long initiatedId,
        long completedId,
        WorkflowExecution execution,
        RequestCancelExternalWorkflowExecutionCommandAttributes attributes)
    {
        var target = core.OpenRun(execution.WorkflowId, execution.RunId);
        var reached = target is not null && (!attributes.ChildWorkflowOnly || IsChildOf(target, source));
        if (reached)
        {
            core.Lifecycle.RequestCancel(target!, new()
            {
                Cause = attributes.Reason,
                ExternalInitiatedEventId = initiatedId,
                ExternalWorkflowExecution = source.Execution,
            });
        }

        if (!source.IsOpen)
        {
            return;
        }

        core.Raise(source, reached
            ? core.NewEvent(
                EventType.ExternalWorkflowExecutionCancelRequested,
                e => e.ExternalWorkflowExecutionCancelRequestedEventAttributes = new()
                {
                    InitiatedEventId = initiatedId,
                    Namespace = core.Options.Namespace,
                    WorkflowExecution = execution,
                })
            : core.NewEvent(
                EventType.RequestCancelExternalWorkflowExecutionFailed,
                e => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes = new()
                {
                    Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                    WorkflowTaskCompletedEventId = completedId,
                    Namespace = core.Options.Namespace,
                    WorkflowExecution = execution,
                    InitiatedEventId = initiatedId,
                }));
    }

    private static bool IsChildOf(WorkflowRun target, WorkflowRun source) =>
        target.Started.ParentWorkflowExecution is { } parent && parent.WorkflowId == source.WorkflowId && parent.RunId == source.RunId;

    private void ApplyClosePolicy(WorkflowRun parent, ChildInfo child)
    {
        // The child may have gone on as a new run; the policy follows it.
        if (core.OpenRun(child.Initiated.WorkflowId, "") is not { } target || !IsChildOf(target, parent))
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

    private void ReportEnd(WorkflowRun parent, ChildInfo child, WorkflowRun run, HistoryEvent end)
    {
        if (!parent.IsOpen)
        {
            return;
        }

        var (execution, type) = (run.Execution, run.Started.WorkflowType);
        var (name, initiatedId, startedId) = (core.Options.Namespace, child.InitiatedEventId, child.StartedEventId);
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
