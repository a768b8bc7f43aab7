using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Engine;

/// <summary>The signals and cancellation requests that a run has sent to other workflows and not yet seen arrive.</summary>
internal sealed class PendingExternals(WorkflowRun run)
{
    private readonly Dictionary<long, TaskCompletionSource> byInitiatedEvent = [];
    private int uninitiated;

    public int Count => byInitiatedEvent.Count + uninitiated;

    /// <summary>Ends when the signal is in the other workflow's history.</summary>
    /// <exception cref="ApplicationFailureException">There is no such running workflow.</exception>
    public Task SignalAsync(
        string workflowId, string runId, bool childOnly, string signal, IReadOnlyCollection<object?> args, CancellationToken token)
    {
        run.EnsureMayAct("signal a workflow");
        token.ThrowIfCancellationRequested();
        return SendAsync(new()
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
                Execution = new() { WorkflowId = workflowId, RunId = runId },
                ChildWorkflowOnly = childOnly,
                SignalName = signal,
                Input = run.Converter.PayloadConverter.ToPayloads(args),
            },
        });
    }

    /// <summary>Ends when the request is in the other workflow's history.</summary>
    /// <exception cref="ApplicationFailureException">There is no such running workflow.</exception>
    public Task RequestCancelAsync(string workflowId, string runId, bool childOnly)
    {
        run.EnsureMayAct("cancel a workflow");
        return SendAsync(new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = new()
            {
                WorkflowId = workflowId,
                RunId = runId,
                ChildWorkflowOnly = childOnly,
            },
        });
    }

    public void Apply(HistoryEvent arrived)
    {
        switch (arrived.EventType)
        {
            case EventType.ExternalWorkflowExecutionSignaled:
                Take(arrived, arrived.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId).TrySetResult();
                break;
            case EventType.ExternalWorkflowExecutionCancelRequested:
                Take(arrived, arrived.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId).TrySetResult();
                break;
            case EventType.SignalExternalWorkflowExecutionFailed:
                var signal = arrived.SignalExternalWorkflowExecutionFailedEventAttributes;
                Fail(Take(arrived, signal.InitiatedEventId), $"Workflow {signal.WorkflowExecution?.WorkflowId} could not be signalled: {signal.Cause}", signal.Cause.ToString());
                break;
            default:
                var cancel = arrived.RequestCancelExternalWorkflowExecutionFailedEventAttributes;
                Fail(Take(arrived, cancel.InitiatedEventId), $"Workflow {cancel.WorkflowExecution?.WorkflowId} could not be cancelled: {cancel.Cause}", cancel.Cause.ToString());
                break;
        }
    }

    private static void Fail(TaskCompletionSource completion, string message, string errorType)
    {
        completion.TrySetException(new ApplicationFailureException(message, errorType, nonRetryable: true));

        // A cancelled child's request may have no one who awaits it.
        _ = completion.Task.Exception;
    }

    private Task SendAsync(Command command)
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        uninitiated++;
        run.Commands.Issue(command, initiated =>
        {
            uninitiated--;
            byInitiatedEvent.Add(initiated.EventId, completion);
        });
        return completion.Task;
    }

    private TaskCompletionSource Take(HistoryEvent arrived, long initiatedEventId) => byInitiatedEvent.Remove(initiatedEventId, out var completion)
        ? completion
        : throw new WorkflowNondeterminismException($"{run.Name}: {CommandEvents.Describe(arrived)} answers event {initiatedEventId}, which the workflow did not cause");
}
