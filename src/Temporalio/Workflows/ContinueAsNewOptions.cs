using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What differs in the run that continues; null keeps the present value.</summary>
public class ContinueAsNewOptions : ICloneable
{
    public string? TaskQueue { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Wait before the first workflow task of the new run.</summary>
    public TimeSpan? BackoffStartInterval { get; set; }

    /// <summary>Null for the present memo.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Null for the present search attributes.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
