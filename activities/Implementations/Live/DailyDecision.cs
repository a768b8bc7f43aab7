using Assay.Live.Records;
using Assay.Live.Safety;
using Assay.Live.Targets;
using Assay.Live.Trades;

namespace Assay.Activities.Live;

/// <summary>Target weights, trades and the checks that stand before them.</summary>
internal sealed record DailyDecision
{
    /// <summary>Value of everything held at the session's close, quote currency.</summary>
    public required decimal Value { get; init; }

    /// <summary>Against the earlier day of the history; null for the first.</summary>
    public required double? DailyReturn { get; init; }

    public required KillSwitchResult KillSwitch { get; init; }

    public required DecisionRecord Record { get; init; }

    /// <summary>Scored members with enough history to be bought; 0 when held.</summary>
    public required int Eligible { get; init; }

    /// <summary>What is to be held, by symbol, cash last.</summary>
    public required IReadOnlyList<TargetLine> Targets { get; init; }

    /// <summary>What is recommended: empty when withheld.</summary>
    public required TradePlan Plan { get; init; }

    /// <summary>Trades that the violations withheld.</summary>
    public required int WithheldTrades { get; init; }

    public required IReadOnlyList<string> Violations { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
}
