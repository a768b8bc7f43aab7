namespace Temporalio.Client;

/// <summary>A description of a workflow.</summary>
public class WorkflowDescribeOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
