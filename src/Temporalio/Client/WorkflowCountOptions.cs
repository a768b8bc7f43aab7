namespace Temporalio.Client;

/// <summary>A count of workflows.</summary>
public class WorkflowCountOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
