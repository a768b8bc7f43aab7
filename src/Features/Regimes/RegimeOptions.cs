namespace Assay.Features.Regimes;

/// <summary>Thresholds of the regime rule. What a regime means for the portfolio is the portfolio's business.</summary>
public sealed record RegimeOptions
{
    /// <summary>Window of the index's moving average, sessions, 2..1000.</summary>
    public required int MeanWindowSessions { get; init; }

    /// <summary>Window of the index's volatility, sessions, 2..250.</summary>
    public required int VolatilityWindowSessions { get; init; }

    /// <summary>How far back the volatility's quantiles look, sessions, 20..2520.</summary>
    public required int QuantileWindowSessions { get; init; }

    /// <summary>Below its mean and with volatility above this quantile the market is Risk-Off; 0.5..1, exclusive.</summary>
    public required double RiskOffVolatilityQuantile { get; init; }

    /// <summary>Above its mean, broad, and with volatility below this quantile the market is Risk-On; 0..1, exclusive.</summary>
    public required double RiskOnVolatilityQuantile { get; init; }

    /// <summary>Breadth is the share of members that close above their own mean over this many sessions, 2..250.</summary>
    public required int BreadthWindowSessions { get; init; }

    /// <summary>Risk-On needs a breadth above this share, 0..1.</summary>
    public required double RiskOnBreadthFraction { get; init; }

    /// <summary>Sessions of the index that must exist before the rule applies, at least the mean window; Normal until then.</summary>
    public required int EstablishedSessions { get; init; }
}
