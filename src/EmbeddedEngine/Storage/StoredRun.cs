using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>An open run as the file holds it.</summary>
internal sealed record StoredRun(long RunKey, string WorkflowId, string RunId, RunRecord Record)
{
    public List<HistoryEvent> Events { get; } = [];

    public List<HistoryEvent> Buffered { get; } = [];

    public Dictionary<long, ActivityRecord> Activities { get; } = [];
}
