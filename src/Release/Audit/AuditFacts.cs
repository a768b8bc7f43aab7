using Assay.Domain;
using Assay.Release.Manifest;

namespace Assay.Release.Audit;

/// <summary>What the earlier stages found about a champion; the audit judges it and writes it down.</summary>
public sealed record AuditFacts
{
    public required string Market { get; init; }

    public required bool Synthetic { get; init; }

    public required bool DryRun { get; init; }

    public required DataFacts Data { get; init; }

    public required string Candidate { get; init; }

    public required string Optimizer { get; init; }

    public required string SpecSha256 { get; init; }

    /// <summary>Every gate of the champion.</summary>
    public required IReadOnlyList<GateValue> Gates { get; init; }

    /// <summary>The champion's measures over all test sessions, net of costs.</summary>
    public required PerformanceFacts Champion { get; init; }

    /// <summary>Equal weight of the universe over the same sessions.</summary>
    public required PerformanceFacts Baseline { get; init; }

    /// <summary>The incumbent re-run over the same sessions; null when nothing comparable was active.</summary>
    public PerformanceFacts? Incumbent { get; init; }

    /// <summary>Number of registered trials.</summary>
    public required int TrialCount { get; init; }

    /// <summary>Null when undefined, with the check named in <see cref="SkippedChecks"/>.</summary>
    public double? DeflatedSharpe { get; init; }

    /// <summary>Probability of backtest overfitting; null when undefined, with the check named in <see cref="SkippedChecks"/>.</summary>
    public double? OverfittingProbability { get; init; }

    /// <summary>Largest difference between native and ONNX scores.</summary>
    public required double ParityMaxAbsoluteDifference { get; init; }

    /// <summary>True when an earlier release of the same candidate was rolled back.</summary>
    public required bool PreviousRollback { get; init; }

    /// <summary>Checks that could not be made, each with its reason.</summary>
    public required IReadOnlyList<string> SkippedChecks { get; init; }

    /// <summary>The artifacts the facts were read from, by name.</summary>
    public required IReadOnlyDictionary<string, ArtifactRef> Artifacts { get; init; }
}

/// <param name="FirstSession">ISO date.</param>
/// <param name="LastSession">ISO date.</param>
/// <param name="Symbols">Symbols with clean bars.</param>
/// <param name="Sessions">Sessions with clean bars.</param>
/// <param name="Verdict">Verdict of the quality gate.</param>
/// <param name="QuarantinedRows">Rows set aside.</param>
/// <param name="PriceReturnsOnly">True when dividends are not in the returns.</param>
/// <param name="AdjustedBeforehand">True when prices were adjusted before they reached us.</param>
/// <param name="SurvivorshipControlled">True when symbols that left the market are in the data.</param>
public sealed record DataFacts(
    string FirstSession,
    string LastSession,
    int Symbols,
    int Sessions,
    string Verdict,
    long QuarantinedRows,
    bool PriceReturnsOnly,
    bool AdjustedBeforehand,
    bool SurvivorshipControlled);

/// <summary>Measures of one daily net return series; null where undefined. Fractions, drawdown at most 0, 252 days a year.</summary>
public sealed record PerformanceFacts(
    double? Sharpe,
    double? Sortino,
    double? Calmar,
    double? CompoundAnnualGrowthRate,
    double? MaxDrawdown,
    double? Volatility,
    double? Turnover,
    double? WinRate,
    double? HitRatio,
    double? ProbabilisticSharpe);
