namespace Temporalio.Workflows;

/// <summary>A wait for a condition on the workflow's own state.</summary>
public class WaitConditionOptions : ICloneable
{
    public WaitConditionOptions()
        : this(() => true)
    {
    }

    public WaitConditionOptions(
        Func<bool> conditionCheck, TimeSpan? timeout = null, string? timeoutSummary = null, CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Asked whenever the workflow has taken a step; it must be cheap and change nothing.</summary>
    public Func<bool> ConditionCheck { get; set; }

    /// <summary>Null for no limit.</summary>
    public TimeSpan? Timeout { get; set; }

    public string? TimeoutSummary { get; set; }

    /// <summary>Null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
