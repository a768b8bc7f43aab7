using Assay.Activities.Settings;
using Assay.Live;
using Assay.Live.Records;
using Assay.Live.Safety;
using Assay.Live.Targets;
using Assay.Live.Trades;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Portfolio.Optimizers;

namespace Assay.Activities.Live;

/// <summary>From scores to target weights, trades and checks; for one session, used once.</summary>
internal sealed class DailyDecisionMaker(SessionData data, ReleasedScores scores, AssaySettings settings)
{
    private readonly int[] held = [.. data.Positions.Shares.Select(line => data.FindSymbol(line.Symbol))];
    private readonly List<string> warnings = [];

    public DailyDecision Decide(IOptimizer optimizer, IReadOnlyList<string> stateWarnings)
    {
        warnings.AddRange(stateWarnings);
        var value = data.Positions.ValueAt(LastCloseOf);
        if (value <= 0)
        {
            throw new LiveException("The portfolio is worth nothing: current_positions.csv names neither shares nor cash; correct it, or remove it to begin with the initial capital.");
        }

        var dailyReturn = DailyReturn(value);
        var killSwitch = KillSwitch.Judge(
            [.. data.History.Select(day => day.DailyReturn).Append(dailyReturn).OfType<double>()],
            settings.Statistics.RiskFreeRate,
            settings.Live.KillSwitch);
        if (killSwitch.Triggered)
        {
            warnings.Add($"The kill switch blocks purchases: {killSwitch.Reason}.");
        }

        var hold = RebalanceCalendar.ReasonToHold(
            data.Positions, data.History, data.Market.Axis, data.Session, settings.Portfolio.RebalanceEverySessions);
        var target = hold is null ? Construct(optimizer) : null;
        hold ??= target!.Status switch
        {
            TargetStatus.Decided => null,
            TargetStatus.NoPrediction => "No member of the universe has a score, a price and enough history.",
            _ => "Every optimizer failed.",
        };
        var lines = hold is null ? TargetsOf(target!) : HoldingsAt(value);
        var limits = Limits(lines);
        if (hold is not null)
        {
            warnings.AddRange(limits.Select(limit => $"What is held: {limit}"));
        }

        var plan = hold is null ? Generate(target!, killSwitch.Triggered) : TradePlan.None;
        WarnOfMissingParts(plan);
        IReadOnlyList<string> violations = hold is not null
            ? []
            : [.. limits, .. SafetyChecks.JudgeTrades(plan, value, held.Length == 0, settings.Live)];
        return new DailyDecision
        {
            Value = value,
            DailyReturn = dailyReturn,
            KillSwitch = killSwitch,
            Record = Describe(hold, target),
            Eligible = target?.ScoredCount ?? 0,
            Targets = lines,
            Plan = violations.Count == 0 ? plan : TradePlan.None with { LeftForLater = plan.LeftForLater },
            WithheldTrades = violations.Count == 0 ? 0 : plan.Trades.Count,
            Violations = violations,
            Warnings = warnings,
        };
    }

    private decimal? LastCloseOf(string symbol)
    {
        var index = data.FindSymbol(symbol);
        var close = index < 0 ? double.NaN : data.LastClose(index);
        if (index >= 0 && double.IsNaN(data.Market.Close[data.Session, index]) && !double.IsNaN(close))
        {
            warnings.Add($"{symbol} is held and has no price at this session; it is valued at its latest close and not traded.");
        }

        return double.IsNaN(close) ? null : (decimal)close;
    }

    private double? DailyReturn(decimal value)
    {
        if (data.History.Count == 0 || data.History[^1].PortfolioValue <= 0)
        {
            return null;
        }

        var last = data.History[^1];
        if (data.Session == 0 || last.Date != data.Market.Axis.Sessions[data.Session - 1])
        {
            warnings.Add($"The history ends on {last.Date}, which is not the session before; the day's return spans the time since.");
        }

        return (double)(value / last.PortfolioValue) - 1;
    }

    private TargetPortfolio Construct(IOptimizer optimizer)
    {
        var isHeld = new bool[data.Market.Axis.SymbolCount];
        foreach (var symbol in held)
        {
            isHeld[symbol] = true;
        }

        return new PortfolioConstructor(data.Market, data.Universe, data.Regimes, settings.Portfolio)
            .Construct(scores.ToPanel(), data.Session, isHeld, optimizer);
    }

    private List<TargetLine> TargetsOf(TargetPortfolio target)
    {
        var lines = new List<TargetLine>();
        for (var k = 0; k < target.Symbols.Length; k++)
        {
            if (target.Weights[k] > 0)
            {
                lines.Add(Line(target.Symbols[k], target.Weights[k]));
            }
        }

        lines.Add(new TargetLine(TargetPortfolio.CashSymbol, target.CashWeight, null, null));
        return lines;
    }

    private List<TargetLine> HoldingsAt(decimal value)
    {
        var lines = new List<TargetLine>();
        for (var k = 0; k < held.Length; k++)
        {
            lines.Add(Line(held[k], (double)(data.Positions.Shares[k].Shares * (decimal)data.LastClose(held[k]) / value)));
        }

        lines.Add(new TargetLine(TargetPortfolio.CashSymbol, (double)(data.Positions.Cash / value), null, null));
        return lines;
    }

    private TargetLine Line(int symbol, double weight) =>
        new(data.Market.Axis.Symbols[symbol], weight, data.SectorOf(symbol), scores.Of(symbol));

    private IReadOnlyList<string> Limits(List<TargetLine> lines)
    {
        TargetName[] names = [.. lines.Where(line => line.Sector is not null).Select(line => new TargetName(line.Symbol, line.Sector!, line.Weight))];

        // As in the optimizers: with no known sector at all there is nothing to cap. The first of a universe's sectors is the unknown one.
        var noSectors = names.Length > 0 && Array.TrueForAll(names, name => string.Equals(name.Sector, data.Universe.Sectors[0], StringComparison.Ordinal));
        if (noSectors)
        {
            warnings.Add("No sector is known of any name, so the sector limit was not checked.");
        }

        return SafetyChecks.JudgePortfolio(
            names,
            lines[^1].Weight,
            settings.Portfolio.MaximumWeight,
            noSectors ? double.PositiveInfinity : settings.Portfolio.MaximumSectorWeight,
            settings.Live.WeightSumTolerance);
    }

    private TradePlan Generate(TargetPortfolio target, bool buysBlocked)
    {
        var limit = new ParticipationLimit(settings.Costs);
        var weights = new SortedDictionary<int, double>();
        foreach (var symbol in held)
        {
            weights[symbol] = 0;
        }

        for (var k = 0; k < target.Symbols.Length; k++)
        {
            weights[target.Symbols[k]] = target.Weights[k];
        }

        // Symbols of the axis are in ordinal order, so indices in order are too.
        var quotes = weights.Select(entry => new NameQuote(
            data.Market.Axis.Symbols[entry.Key],
            data.Market.Close[data.Session, entry.Key],
            entry.Value,
            limit.SharesAfter(data.Market, data.Session, entry.Key),
            data.LastClose(entry.Key)));
        return new TradeGenerator(settings.Live, new CostModel(settings.Costs)).Generate(data.Positions, [.. quotes], buysBlocked);
    }

    /// <summary>What a person must know of trades in names whose bars are not whole.</summary>
    private void WarnOfMissingParts(TradePlan plan)
    {
        string[] atClose = [.. plan.Trades.Where(trade => data.Market.IsFilledAtClose(data.Session, data.FindSymbol(trade.Symbol))).Select(trade => trade.Symbol)];
        if (atClose.Length > 0)
        {
            warnings.Add($"The data hold no open of {Names(atClose, plan)}: the backtest filled such trades at the next close, so take that one.");
        }

        string[] unknown = [.. plan.Trades.Where(trade => trade.VolumeUnknown).Select(trade => trade.Symbol)];
        if (unknown.Length > 0)
        {
            warnings.Add($"The data hold no volume of {Names(unknown, plan)}: nobody checked how many of these shares the market can take.");
        }
    }

    private static string Names(string[] symbols, TradePlan plan) =>
        symbols.Length == plan.Trades.Count ? "any name to trade" : string.Join(", ", symbols);

    private DecisionRecord Describe(string? hold, TargetPortfolio? target)
    {
        var trail = target?.Optimization?.Attempts
            .Select(attempt => attempt.Failure is null ? attempt.Optimizer : $"{attempt.Optimizer}: {attempt.Failure}");
        if (target?.Optimization is { IsFallback: true } fallback)
        {
            warnings.Add($"The weights come from {fallback.Attempts[^1].Optimizer}, because {fallback.Attempts[0].Optimizer} failed ({fallback.Attempts[0].Failure}).");
        }

        return new DecisionRecord(
            hold is null ? DecisionAction.Rebalance : DecisionAction.Hold,
            hold,
            (int)data.Regimes.Values[data.Session],
            data.Regimes.Established[data.Session],
            hold is null ? target!.Exposure : null,
            [.. trail ?? []]);
    }
}
