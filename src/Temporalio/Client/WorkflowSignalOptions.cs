namespace Temporalio.Client;

/// <summary>A signal to a workflow.</summary>
public class WorkflowSignalOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
