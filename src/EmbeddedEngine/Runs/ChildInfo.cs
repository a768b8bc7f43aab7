using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>A child workflow that has been initiated and whose end has not been recorded.</summary>
internal sealed class ChildInfo(long initiatedEventId, StartChildWorkflowExecutionInitiatedEventAttributes initiated)
{
    public long InitiatedEventId => initiatedEventId;

    public StartChildWorkflowExecutionInitiatedEventAttributes Initiated => initiated;

    /// <summary>0 until the start is recorded (or while that event is buffered).</summary>
    public long StartedEventId { get; set; }

    /// <summary>Run of the child as first started; empty before that.</summary>
    public string RunId { get; set; } = "";
}
