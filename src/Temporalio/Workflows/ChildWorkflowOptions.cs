using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started and ended.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Null for a deterministic unique id.</summary>
    public string? Id { get; set; }

    /// <summary>Null for the parent's task queue.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line shown beside the workflow.</summary>
    public string? StaticSummary { get; set; }

    public string? StaticDetails { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    public TimeSpan? ExecutionTimeout { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    public string? CronSchedule { get; set; }

    /// <summary>Values shown beside the child; not searchable.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
