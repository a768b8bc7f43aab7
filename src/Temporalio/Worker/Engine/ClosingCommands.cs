using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>Commands that end a run.</summary>
internal static class ClosingCommands
{
    public static Command ContinueAsNew(WorkflowRun run, ContinueAsNewException next) => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new()
        {
            WorkflowType = new() { Name = next.Workflow },
            TaskQueue = new() { Name = next.Options.TaskQueue ?? run.Info.TaskQueue },
            Input = run.Converter.PayloadConverter.ToPayloads(next.Args),
            WorkflowRunTimeout = ToDuration(next.Options.RunTimeout ?? run.Info.RunTimeout),
            WorkflowTaskTimeout = ToDuration(next.Options.TaskTimeout ?? run.Info.TaskTimeout),
            RetryPolicy = (next.Options.RetryPolicy ?? run.Info.RetryPolicy)?.ToProto(),
            Initiator = ContinueAsNewInitiator.Workflow,
        },
    };

    private static Duration? ToDuration(TimeSpan? span) => span is { } value && value > TimeSpan.Zero ? Duration.FromTimeSpan(value) : null;
}
