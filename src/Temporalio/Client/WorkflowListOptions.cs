namespace Temporalio.Client;

/// <summary>A list of workflows.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>Most executions to return; 0 for all.</summary>
    public int Limit { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
