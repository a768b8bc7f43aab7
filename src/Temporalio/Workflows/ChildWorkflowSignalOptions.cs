namespace Temporalio.Workflows;

/// <summary>A signal to a child.</summary>
public class ChildWorkflowSignalOptions : ICloneable
{
    /// <summary>Null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
