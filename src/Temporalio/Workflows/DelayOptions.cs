namespace Temporalio.Workflows;

/// <summary>A durable timer.</summary>
public class DelayOptions : ICloneable
{
    public DelayOptions()
    {
    }

    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Zero counts as 1 ms; <see cref="Timeout.InfiniteTimeSpan"/> waits for cancellation only.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>One line shown beside the timer in the history.</summary>
    public string? Summary { get; set; }

    /// <summary>Null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
