namespace Assay.Models.Splits;

/// <summary>How much of the walk-forward is run.</summary>
public enum WalkForwardProfile
{
    /// <summary>The latest test windows only.</summary>
    Quick,

    /// <summary>Every test window.</summary>
    Full,
}
