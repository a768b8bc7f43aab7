using Assay.Live.Health;
using Assay.Live.Safety;

namespace Assay.Live.Records;

/// <summary><c>monitoring_log.json</c>: how the model and the checks stood when a day was recommended.</summary>
public sealed record MonitoringRecord
{
    public const string SchemaId = "assay.live.monitoring/1";

    /// <summary>The session, ISO date.</summary>
    public required string Date { get; init; }

    public required ReleaseRecord Release { get; init; }

    public required ModelRecord Model { get; init; }

    public required DecisionRecord Decision { get; init; }

    public required PortfolioRecord Portfolio { get; init; }

    public required KillSwitchResult KillSwitch { get; init; }

    /// <summary>Safety checks that failed; any of them withholds all trades.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>Number of trades that the violations withheld.</summary>
    public required int WithheldTrades { get; init; }

    /// <summary>Trades that limits cut or put off.</summary>
    public required IReadOnlyList<string> LeftForLater { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>What the released model did on the session, and what its earlier scores were worth.</summary>
public sealed record ModelRecord
{
    /// <summary>Members of the universe on the session.</summary>
    public required int Members { get; init; }

    /// <summary>Members with a score.</summary>
    public required int Scored { get; init; }

    /// <summary>Scored by members; null without members.</summary>
    public required double? CoverageFraction { get; init; }

    /// <summary>Scored members with enough history to be bought.</summary>
    public required int Eligible { get; init; }

    public required ScoreDistribution Scores { get; init; }

    /// <summary>Last session of the data the model was fitted on, ISO date; sessions whose outcome it may have seen are not judged.</summary>
    public required string FittedThrough { get; init; }

    /// <summary>The released model's mean rank information coefficient out of sample, from its manifest; null when undefined.</summary>
    public required double? ReleasedInformationCoefficient { get; init; }

    public required ModelHealthResult Health { get; init; }

    /// <summary>The judged sessions, oldest first.</summary>
    public required IReadOnlyList<RealisedCoefficient> Realised { get; init; }
}

/// <param name="Date">Session of the scores, ISO date.</param>
/// <param name="InformationCoefficient">Rank correlation of scores and forward returns.</param>
/// <param name="PValue">Two-sided, supposing independent names.</param>
/// <param name="Count">Names with both.</param>
public sealed record RealisedCoefficient(string Date, double InformationCoefficient, double? PValue, int Count);

/// <summary>What a day's recommendation rests on.</summary>
public enum DecisionAction
{
    /// <summary>New target weights.</summary>
    Rebalance,

    /// <summary>What is held stays.</summary>
    Hold,
}

/// <param name="Action">New weights, or none.</param>
/// <param name="Reason">Why it is held; null for a rebalance.</param>
/// <param name="Regime">0 Risk-Off, 1 Normal, 2 Risk-On.</param>
/// <param name="RegimeEstablished">False where too little history exists, so that the regime is Normal by default.</param>
/// <param name="Exposure">Share that the regime allows to be invested; null when held.</param>
/// <param name="OptimizerTrail">The optimizers tried, in order, each failure named.</param>
public sealed record DecisionRecord(
    DecisionAction Action, string? Reason, int Regime, bool RegimeEstablished, double? Exposure, IReadOnlyList<string> OptimizerTrail);

/// <param name="Value">At the session's close, quote currency.</param>
/// <param name="Cash">Quote currency.</param>
/// <param name="Names">Names held.</param>
/// <param name="Trades">Recommended trades.</param>
/// <param name="Turnover">One-way, of the recommended trades.</param>
/// <param name="EstimatedCost">Of the recommended trades, quote currency.</param>
public sealed record PortfolioRecord(double Value, double Cash, int Names, int Trades, double Turnover, double EstimatedCost);
