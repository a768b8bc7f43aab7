using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Client;

/// <summary>One run as a list shows it. Times are UTC.</summary>
public class WorkflowExecution
{
    internal protected WorkflowExecution(WorkflowExecutionInfo rawInfo) => RawInfo = rawInfo;

    /// <summary>Null while it runs.</summary>
    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    /// <summary>Events so far.</summary>
    public int HistoryLength => (int)RawInfo.HistoryLength;

    public string Id => RawInfo.Execution.WorkflowId;

    public string? ParentId => RawInfo.ParentExecution?.WorkflowId;

    public string? ParentRunId => RawInfo.ParentExecution?.RunId;

    public string RunId => RawInfo.Execution.RunId;

    public DateTime StartTime => RawInfo.StartTime.ToDateTime();

    public WorkflowExecutionStatus Status => RawInfo.Status;

    public string TaskQueue => RawInfo.TaskQueue;

    public string WorkflowType => RawInfo.Type.Name;

    internal WorkflowExecutionInfo RawInfo { get; }
}
