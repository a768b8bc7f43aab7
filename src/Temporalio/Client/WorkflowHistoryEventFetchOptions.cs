namespace Temporalio.Client;

/// <summary>A reading of a workflow's history.</summary>
public class WorkflowHistoryEventFetchOptions : ICloneable
{
    /// <summary>True to wait for further events until the workflow closes.</summary>
    public bool WaitNewEvent { get; set; }

    public Api.Enums.V1.HistoryEventFilterType EventFilterType { get; set; } = Api.Enums.V1.HistoryEventFilterType.AllEvent;

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
