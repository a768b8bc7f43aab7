namespace Temporalio.Workflows;

/// <summary>A signal to another workflow.</summary>
public class ExternalWorkflowSignalOptions : ICloneable
{
    /// <summary>Null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
