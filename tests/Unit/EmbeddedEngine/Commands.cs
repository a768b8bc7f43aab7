using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Commands as a worker would send them.</summary>
internal static class Commands
{
    public static Payloads Text(string text) => new()
    {
        Payloads_ =
        {
            new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8($"\"{text}\"") },
        },
    };

    public static string TextOf(Payloads payloads) => payloads.Payloads_[0].Data.ToStringUtf8().Trim('"');

    public static Command Activity(string id, Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new() { Name = "Work" },
            TaskQueue = new() { Name = RawClient.Queue },
            Input = Text(id),
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
        };
        change?.Invoke(attributes);
        return new() { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = attributes };
    }

    public static Command CancelActivity(long scheduledEventId) => new()
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
    };

    public static Command Timer(string id, TimeSpan length) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = Duration.FromTimeSpan(length) },
    };

    public static Command CancelTimer(string id) =>
        new() { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = id } };

    public static Command Complete(string result = "done") => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = Text(result) },
    };

    public static Command Fail(Failure failure) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
    };

    public static Command Cancel() => new()
    {
        CommandType = CommandType.CancelWorkflowExecution,
        CancelWorkflowExecutionCommandAttributes = new(),
    };

    public static Command ContinueAsNew(string input) => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new() { Input = Text(input) },
    };

    public static Command Child(string workflowId, ParentClosePolicy policy = ParentClosePolicy.Terminate) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = workflowId,
            WorkflowType = new() { Name = "Child" },
            TaskQueue = new() { Name = RawClient.Queue },
            ParentClosePolicy = policy,
        },
    };

    public static Command SignalOther(string workflowId, string signal) => new()
    {
        CommandType = CommandType.SignalExternalWorkflowExecution,
        SignalExternalWorkflowExecutionCommandAttributes = new() { Execution = new() { WorkflowId = workflowId }, SignalName = signal },
    };

    public static Command CancelOther(string workflowId) => new()
    {
        CommandType = CommandType.RequestCancelExternalWorkflowExecution,
        RequestCancelExternalWorkflowExecutionCommandAttributes = new() { WorkflowId = workflowId },
    };

    public static Failure Application(string message, string type = "Trouble", bool nonRetryable = false) => new()
    {
        Message = message,
        ApplicationFailureInfo = new() { Type = type, NonRetryable = nonRetryable },
    };
}
