using System.Globalization;
using Assay.Activities.Reports;
using Assay.Live.Health;
using Assay.Live.Records;
using Assay.Live.Targets;
using Assay.Live.Trades;
using Assay.Reporting.Pages;

namespace Assay.Activities.Live;

/// <summary>A day as its page shows it to people.</summary>
internal static class DailyViews
{
    public static DailyView Of(MonitoringRecord record, DailyDecision decision, string market, double sectorLimit) => new()
    {
        Date = record.Date,
        Synthetic = record.Release.Synthetic,
        Facts = Facts(record, decision, market),
        Warnings =
        [
            .. record.Violations.Select(violation => $"No trades, {record.WithheldTrades} withheld: {violation}"),
            .. record.Warnings,
        ],
        Trades = Trades(decision.Plan.Trades),
        Weights = Weights(decision.Targets),
        SectorWeights = SectorWeights(decision.Targets),
        SectorLimit = sectorLimit,
        Health = Health(record),
        Notes = record.LeftForLater,
    };

    private static List<(string Name, string Value)> Facts(MonitoringRecord record, DailyDecision decision, string market)
    {
        var facts = new List<(string, string)>
        {
            ("market", market),
            ("release", Text($"{record.Release.Version} ({record.Release.Channel} trust), {record.Release.Candidate} with {record.Release.Optimizer}")),
            ("regime", ReportTables.RegimeName(record.Decision.Regime) + (record.Decision.RegimeEstablished ? string.Empty : " (by default: too little history)")),
            ("decision", record.Decision.Reason ?? Text($"rebalance, {record.Decision.Exposure:p0} of the portfolio may be invested")),
            ("portfolio value", Text($"{decision.Value:n2}")),
            ("return since the last day", record.KillSwitch.DailyReturn is { } known && decision.DailyReturn is not null ? Text($"{known:p2}") : "unknown: no earlier day"),
            ("trades", Text($"{decision.Plan.Trades.Count}, turnover {decision.Plan.Turnover:p1}, estimated cost {decision.Plan.Cost:n2}")),
            ("target in cash", Text($"{decision.Targets[^1].Weight:p1}")),
            ("kill switch", record.KillSwitch.Triggered ? "triggered: sales only" : "not triggered"),
        };
        return facts;
    }

    private static PageTable Trades(IReadOnlyList<Trade> trades) => new(
        ["symbol", "side", "shares", "price", "notional", "weight change", "commission", "slippage", "liquidity"],
        [
            .. trades.Select(trade => (IReadOnlyList<string>)
            [
                trade.Symbol,
                trade.Side,
                Text($"{trade.Shares:#,0.####}"),
                Text($"{trade.Price:n2}"),
                Text($"{trade.Notional:n2}"),
                Text($"{trade.WeightChange:p2}"),
                Text($"{trade.Commission:n2}"),
                Text($"{trade.Slippage:n2}"),
                trade.VolumeUnknown ? "unknown" : trade.LiquidityWarning ? "cut" : "ok",
            ]),
        ],
        2);

    private static PageTable Weights(IReadOnlyList<TargetLine> targets) => new(
        ["symbol", "sector", "weight", "score"],
        [
            .. targets.OrderBy(line => line.Sector is null).ThenByDescending(line => line.Weight).ThenBy(line => line.Symbol, StringComparer.Ordinal).Select(line => (IReadOnlyList<string>)
            [
                line.Symbol,
                line.Sector ?? string.Empty,
                Text($"{line.Weight:p2}"),
                line.Score is null ? string.Empty : Text($"{line.Score:f4}"),
            ]),
        ],
        2);

    private static List<(string Name, double Weight)> SectorWeights(IReadOnlyList<TargetLine> targets) =>
    [
        .. targets.GroupBy(line => line.Sector, StringComparer.Ordinal)
            .Select(sector => (Name: sector.Key, Weight: sector.Sum(line => line.Weight)))
            .OrderBy(sector => sector.Name is null)
            .ThenByDescending(sector => sector.Weight)
            .ThenBy(sector => sector.Name, StringComparer.Ordinal)
            .Select(sector => (sector.Name ?? "cash", sector.Weight)),
    ];

    private static List<(string Name, string Value)> Health(MonitoringRecord record)
    {
        var (model, scores) = (record.Model, record.Model.Scores);
        return
        [
            ("scored members of the universe", Text($"{model.Scored} of {model.Members}") + (model.CoverageFraction is { } share ? Text($" ({share:p1})") : string.Empty)),
            ("of these with enough history to be bought", record.Decision.Action == DecisionAction.Hold ? "not asked" : Text($"{model.Eligible}")),
            ("scores: lowest, median, highest", Text($"{scores.Minimum:f4}, {scores.Median:f4}, {scores.Maximum:f4}")),
            ("scores: standard deviation, different values", Text($"{scores.StandardDeviation:f4}, {scores.Distinct}")),
            ("information coefficient when released, out of sample", model.ReleasedInformationCoefficient is { } released ? Text($"{released:f3}") : "unknown"),
            ("information coefficient since", Realised(model)),
        ];
    }

    private static string Realised(ModelRecord model) => (model.Health.Status, model.Health.MeanInformationCoefficient) switch
    {
        (_, null) => $"too little history: no outcome is known after {model.FittedThrough}, where the model's data end",
        (ModelHealthStatus.TooLittleHistory, { } mean) => Text($"{mean:f3} over {model.Health.Sessions} sessions, too few to judge"),
        (ModelHealthStatus.Degraded, { } mean) => Text($"{mean:f3} over {model.Health.Sessions} sessions: degraded"),
        (_, { } mean) => Text($"{mean:f3} over {model.Health.Sessions} sessions: healthy"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
