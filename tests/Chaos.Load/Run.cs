using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Assay.Tests.Chaos.Load;

/// <summary>One closed run as the file holds it.</summary>
internal sealed record Run(string WorkflowId, string RunId, WorkflowExecutionStatus Status, IReadOnlyList<HistoryEvent> Events)
{
    public IEnumerable<HistoryEvent> Of(EventType type) => Events.Where(one => one.EventType == type);

    public override string ToString() => $"{WorkflowId} {RunId}";
}
