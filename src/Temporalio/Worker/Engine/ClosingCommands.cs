using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
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
            BackoffStartInterval = ToDuration(next.Options.BackoffStartInterval),
            Memo = ToMemo(run, next.Options.Memo),
            SearchAttributes = (next.Options.TypedSearchAttributes ?? run.Properties.SearchAttributes) is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Initiator = ContinueAsNewInitiator.Workflow,
        },
    };

    /// <summary>The memo asked for, else the present one; null where it is empty.</summary>
    private static Memo? ToMemo(WorkflowRun run, IReadOnlyDictionary<string, object>? wanted)
    {
        if (wanted is not null)
        {
            return run.Converter.PayloadConverter.ToMemo(wanted);
        }

        var memo = new Memo();
        foreach (var (key, value) in run.Properties.Memo)
        {
            memo.Fields.Add(key, value.Payload);
        }

        return memo.Fields.Count == 0 ? null : memo;
    }

    private static Duration? ToDuration(TimeSpan? span) => span is { } value && value > TimeSpan.Zero ? Duration.FromTimeSpan(value) : null;
}
