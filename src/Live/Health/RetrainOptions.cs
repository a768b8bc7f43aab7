namespace Assay.Live.Health;

/// <summary>When a released model is trained anew.</summary>
public sealed record RetrainOptions
{
    /// <summary>Calendar days since the last session the model was fitted on, at least 1.</summary>
    public required int MaxAgeDays { get; init; }
}
