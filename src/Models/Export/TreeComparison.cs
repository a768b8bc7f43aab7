namespace Assay.Models.Export;

/// <summary>The operator of every comparison in an ensemble.</summary>
public enum TreeComparison
{
    /// <summary>feature ≤ threshold, as LightGBM compares.</summary>
    LessOrEqual,

    /// <summary>feature &lt; threshold, as XGBoost compares.</summary>
    Less,
}
