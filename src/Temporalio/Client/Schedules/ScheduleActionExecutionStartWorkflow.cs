namespace Temporalio.Client.Schedules;

/// <summary>A workflow that a schedule has started.</summary>
public record ScheduleActionExecutionStartWorkflow(string WorkflowId, string FirstExecutionRunId) : ScheduleActionExecution
{
    internal static ScheduleActionExecutionStartWorkflow FromProto(Api.Common.V1.WorkflowExecution? proto) =>
        new(proto?.WorkflowId ?? string.Empty, proto?.RunId ?? string.Empty);
}
