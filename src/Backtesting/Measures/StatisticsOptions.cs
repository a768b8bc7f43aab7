namespace Assay.Backtesting.Measures;

/// <summary>Settings of measures and overfitting statistics (<c>config/statistics.yaml</c>).</summary>
public sealed record StatisticsOptions
{
    public const string FileName = "statistics.yaml";

    /// <summary>Risk-free return of a year, a fraction in −0.5 … 0.5; a 252nd of it is taken off each day in Sharpe ratios.</summary>
    public required double RiskFreeRate { get; init; }

    /// <summary>A regime counts for regime consistency from this many sessions on, 2 … 2520.</summary>
    public required int RegimeMinimumSessions { get; init; }

    /// <summary>Resamples of the stationary bootstrap, 100 … 100,000.</summary>
    public required int BootstrapDraws { get; init; }

    /// <summary>Mean length of its blocks in sessions, 1 … 252.</summary>
    public required int BootstrapMeanBlockSessions { get; init; }

    /// <summary>Seed of its stream, ≥ 0.</summary>
    public required long BootstrapSeed { get; init; }

    /// <summary>Share of the draws inside an interval, a fraction in [0.5, 1).</summary>
    public required double BootstrapConfidence { get; init; }

    /// <summary>Blocks of the combinatorially symmetric cross-validation, even, 4 … 20.</summary>
    public required int PboBlocks { get; init; }
}
