using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// What one workflow does to others: starts children, signals, cancels. All of it happens in the commit of the task that asked for it.
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
            CronSchedule = attributes.CronSchedule,
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
        catch (RpcException taken) when (taken.StatusCode == StatusCode.AlreadyExists)
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
        var reached = target is not null && (!attributes.ChildWorkflowOnly || Kinship.IsChildOf(target, source));
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
        // A parent names the run that it started, which may have gone on as a new one.
        var target = core.OpenRun(execution.WorkflowId, attributes.ChildWorkflowOnly ? "" : execution.RunId);
        var reached = target is not null && (!attributes.ChildWorkflowOnly || Kinship.IsChildOf(target, source));
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
}
