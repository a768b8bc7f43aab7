using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>The reject condition of the query held for the workflow's status.</summary>
public class WorkflowQueryRejectedException : TemporalException
{
    public WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
        : base($"Query rejected, workflow status: {workflowStatus}") => WorkflowStatus = workflowStatus;

    public WorkflowExecutionStatus WorkflowStatus { get; }
}
