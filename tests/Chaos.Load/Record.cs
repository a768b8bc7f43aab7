using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;

namespace Assay.Tests.Chaos.Load;

/// <summary>What the driver asked of one workflow, and what it was told.</summary>
internal sealed class Record(string workflowId)
{
    public string WorkflowId => workflowId;

    /// <summary>The run that the start named; null where the start was not answered.</summary>
    public string? RunId { get; set; }

    /// <summary>How it must end.</summary>
    public WorkflowExecutionStatus Status { get; set; } = WorkflowExecutionStatus.Completed;

    /// <summary>Signals that were accepted: what they carried.</summary>
    public ConcurrentQueue<string> Signals { get; } = [];

    /// <summary>Updates by id, and the result that was given back.</summary>
    public ConcurrentDictionary<string, string> Updates { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of updates that the validator rejected.</summary>
    public ConcurrentQueue<string> RejectedUpdates { get; } = [];

    /// <summary>What the workflow gave as its result; null where it did not end with one.</summary>
    public IReadOnlyList<string>? Result { get; set; }

    /// <summary>True where the client gave up: whether its last request was taken is not known, and the workflow was terminated.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>What went wrong on the driver's side.</summary>
    public string? Trouble { get; set; }
}
