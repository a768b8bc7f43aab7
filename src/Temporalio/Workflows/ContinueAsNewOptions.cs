using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What differs in the run that continues; null keeps the present value.</summary>
public class ContinueAsNewOptions : ICloneable
{
    public string? TaskQueue { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
