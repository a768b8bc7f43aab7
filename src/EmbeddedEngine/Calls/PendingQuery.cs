using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>A query that somebody waits for. It rides on a workflow task, or goes out as a task of its own.</summary>
internal sealed class PendingQuery(long id, RunSummary target, WorkflowQuery query)
{
    public long Id => id;

    public RunSummary Target => target;

    public WorkflowQuery Query => query;

    public Poller<QueryWorkflowResponse> Caller { get; } = new("");

    public bool IsAnswered { get; set; }

    /// <summary>True while a worker has it, on a workflow task or alone.</summary>
    public bool IsAttached { get; set; }

    /// <summary>How often it has gone out as a task of its own; what was sent before the last time is void.</summary>
    public int Sends { get; set; }

    /// <summary>Sends it out again.</summary>
    public TimerEntry? Wake { get; set; }
}
