namespace Temporalio.Client;

/// <summary>A request to cancel a workflow.</summary>
public class WorkflowCancelOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
