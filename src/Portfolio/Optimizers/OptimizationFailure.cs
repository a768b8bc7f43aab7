namespace Assay.Portfolio.Optimizers;

/// <summary>Why an optimizer has no weights.</summary>
public enum OptimizationFailure
{
    /// <summary>There is no candidate.</summary>
    NoCandidate,

    /// <summary>A variance is not a positive number.</summary>
    VolatilityUndefined,

    /// <summary>An expected return is not a number, for instance because all scores are equal.</summary>
    ExpectedReturnUndefined,

    /// <summary>No portfolio within the caps has an expected return above 0, so that no Sharpe ratio is positive.</summary>
    NoPositiveExpectedReturn,

    /// <summary>The covariance matrix is not positive definite.</summary>
    NotConvex,

    /// <summary>The solver stopped short of its tolerance.</summary>
    NotConverged,
}
