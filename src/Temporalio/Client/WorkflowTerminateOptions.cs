namespace Temporalio.Client;

/// <summary>The termination of a workflow.</summary>
public class WorkflowTerminateOptions : ICloneable
{
    /// <summary>Values kept in the history beside the reason.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
