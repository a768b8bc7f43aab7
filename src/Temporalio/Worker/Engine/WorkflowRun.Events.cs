using System.Security.Cryptography;
using System.Text;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <content>What events do to the run, and how its methods end.</content>
internal sealed partial class WorkflowRun
{
    private const int SignalTurn = 2;

    /// <summary>
    /// When an event of a task gets its turn, as in Temporal's SDKs: the start, a new seed, signals (and behind them updates), everything else;
    /// each kind in the order of the history.
    /// </summary>
    private static int Turn(EventType type) => type switch
    {
        EventType.WorkflowExecutionStarted => 0,
        EventType.WorkflowTaskFailed => 1,
        EventType.WorkflowExecutionSignaled => SignalTurn,
        _ => SignalTurn + 1,
    };

    private void Apply(HistoryEvent happened)
    {
        switch (happened.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                Initialize(happened.WorkflowExecutionStartedEventAttributes, happened.EventTime.ToDateTime());
                break;
            case EventType.WorkflowTaskFailed:
                // A reset: the new run draws other numbers from here on.
                Seed(happened.WorkflowTaskFailedEventAttributes.NewRunId);
                break;
            case EventType.WorkflowExecutionSignaled:
                Handlers.Deliver(happened.WorkflowExecutionSignaledEventAttributes);
                break;
            case EventType.WorkflowExecutionCancelRequested:
                Scheduler.Post(Cancel);
                break;
            case EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed or EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled:
                activities.Apply(happened);
                break;
            case EventType.TimerFired:
                timers.Apply(happened);
                break;
            case EventType.StartChildWorkflowExecutionFailed or EventType.ChildWorkflowExecutionStarted
                or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed
                or EventType.ChildWorkflowExecutionCanceled or EventType.ChildWorkflowExecutionTimedOut
                or EventType.ChildWorkflowExecutionTerminated:
                children.Apply(happened);
                break;
            case EventType.ExternalWorkflowExecutionSignaled or EventType.ExternalWorkflowExecutionCancelRequested
                or EventType.SignalExternalWorkflowExecutionFailed or EventType.RequestCancelExternalWorkflowExecutionFailed:
                Externals.Apply(happened);
                break;
            default:
                break;
        }
    }

    private void Initialize(WorkflowExecutionStartedEventAttributes started, DateTime startTime)
    {
        info = WorkflowInfoReader.Read(details, started, startTime);
        Seed(started.OriginalExecutionRunId.Length > 0 ? started.OriginalExecutionRunId : details.RunId);
        Properties.Initialize(started);
        var run = details.Definition.Run;
        arguments = Converter.PayloadConverter.ToArguments(started.Input?.Payloads_, run.ParameterTypes, run.RequiredCount);
        instance = details.Definition.CreateInstance(arguments);
    }

    private void Seed(string runId) => random = new(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(runId))));

    private void Cancel()
    {
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException e)
        {
            // Thrown by callbacks that the workflow registered on its token.
            End(e.InnerExceptions[0]);
        }
    }

    private async Task RunMethodAsync()
    {
        try
        {
            var result = await details.Definition.Run.InvokeAsync(instance, arguments);
            closing ??= new()
            {
                CommandType = CommandType.CompleteWorkflowExecution,
                CompleteWorkflowExecutionCommandAttributes = new()
                {
                    Result = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayload(result) } },
                },
            };
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    /// <summary>Turns what the run method or a signal handler threw into the end of the workflow or the failure of the task.</summary>
    public void End(Exception e)
    {
        if (e is ContinueAsNewException next)
        {
            closing ??= ClosingCommands.ContinueAsNew(this, next);
        }
        else if (cancellation.IsCancellationRequested && TemporalException.IsCanceledException(e))
        {
            closing ??= new() { CommandType = CommandType.CancelWorkflowExecution, CancelWorkflowExecutionCommandAttributes = new() };
        }
        else if (FailsWorkflow(e))
        {
            closing ??= new()
            {
                CommandType = CommandType.FailWorkflowExecution,
                FailWorkflowExecutionCommandAttributes = new() { Failure = Converter.FailureConverter.ToFailure(e, Converter.PayloadConverter) },
            };
        }
        else
        {
            FailTask(e);
        }
    }

    /// <summary>True for what fails the workflow or the update; any other exception is taken for a bug and fails the workflow task.</summary>
    public bool FailsWorkflow(Exception e) => e is FailureException or OperationCanceledException
        || details.Definition.FailureExceptionTypes.Concat(details.FailureExceptionTypes).Any(type => type.IsInstanceOfType(e));

    /// <summary>Fails the workflow task; the first reason stands.</summary>
    public void FailTask(Exception e) => taskFailure ??= e;
}
