using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A child workflow ended without a result; the inner exception says why.</summary>
public class ChildWorkflowFailureException : FailureException
{
    internal protected ChildWorkflowFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
    }

    public new Failure Failure => base.Failure!;

    public string Namespace => Failure.ChildWorkflowExecutionFailureInfo.Namespace;

    public string WorkflowId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.WorkflowId ?? string.Empty;

    public string RunId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.RunId ?? string.Empty;

    public string WorkflowType => Failure.ChildWorkflowExecutionFailureInfo.WorkflowType?.Name ?? string.Empty;

    public RetryState RetryState => Failure.ChildWorkflowExecutionFailureInfo.RetryState;
}
