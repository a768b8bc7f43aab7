namespace Assay.Features;

/// <summary>How the raw values of one feature on one session are made comparable with those of another session.</summary>
public enum FeatureNormalisation
{
    /// <summary>Raw values.</summary>
    None,

    /// <summary>Cross-sectional rank among that session's rows, spread evenly over [−1, 1], ties averaged; NaN stays NaN.</summary>
    Rank,

    /// <summary>Cross-sectional z-score (sample standard deviation) cut to ±3 and divided by 3, so within [−1, 1]; NaN stays NaN.</summary>
    ZScore,
}
