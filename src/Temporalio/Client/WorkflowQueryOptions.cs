namespace Temporalio.Client;

/// <summary>A query of a workflow.</summary>
public class WorkflowQueryOptions : ICloneable
{
    /// <summary>Null for the client's own.</summary>
    public Api.Enums.V1.QueryRejectCondition? RejectCondition { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
