using System.Text.Json.Serialization;

namespace Assay.Backtesting.Engine;

/// <summary>What did not go as decided, counted, so that a report can say so.</summary>
public sealed record BacktestNotes
{
    public required int Decisions { get; init; }

    /// <summary>Decision days on which no member had a usable prediction; the portfolio stayed as it was.</summary>
    public required int DecisionsWithoutPrediction { get; init; }

    /// <summary>Decisions whose weights came from a fallback optimizer.</summary>
    public required int FallbackDecisions { get; init; }

    /// <summary>Decision days on which every optimizer failed; the portfolio stayed as it was.</summary>
    public required int FailedDecisions { get; init; }

    /// <summary>Decisions for which the caps left no room for full investment.</summary>
    public required int DecisionsWithForcedCash { get; init; }

    /// <summary>Orders of which the participation limit held back a part, counted once per open.</summary>
    public required int FillsCutByParticipation { get; init; }

    /// <summary>Orders that met neither an open nor a close, counted once per session.</summary>
    public required int FillsWithoutPrice { get; init; }

    /// <summary>Opens, or closes where bars have no open, at which purchases were cut in proportion because sales had not freed the cash.</summary>
    public required int OpensShortOfCash { get; init; }

    /// <summary>Positions sold at the last known price because no bar came any more.</summary>
    public required int Liquidations { get; init; }

    /// <summary>Orders that met a bar without open and were filled at its close, counted once per session; left out where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FillsAtClose { get; init; }

    /// <summary>Orders whose participation could not be checked, because no volume was known, counted once per session; left out where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FillsOfUnknownVolume { get; init; }
}
