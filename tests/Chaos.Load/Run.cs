using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Assay.Tests.Chaos.Load;

/// <summary>One run as the file holds it; only one that is stuck is not closed.</summary>
internal sealed record Run(string WorkflowId, string RunId, WorkflowExecutionStatus Status, IReadOnlyList<HistoryEvent> Events)
{
    public bool IsClosed => Status != WorkflowExecutionStatus.Running;

    public IEnumerable<HistoryEvent> Of(EventType type) => Events.Where(one => one.EventType == type);

    public override string ToString() => $"{WorkflowId} {RunId}";
}
