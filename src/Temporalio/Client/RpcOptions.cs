namespace Temporalio.Client;

/// <summary>How one call is made.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Limit for the call with its retries; null for none.</summary>
    public TimeSpan? Timeout { get; set; }

    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
