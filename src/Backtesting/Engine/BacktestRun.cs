using Assay.Domain;
using Assay.Features.Regimes;
using Assay.MarketData.Panels;
using Assay.Portfolio;
using Assay.Portfolio.Costs;

namespace Assay.Backtesting.Engine;

/// <summary>One strategy on its way through the sessions, with what it leaves behind.</summary>
internal sealed class BacktestRun
{
    private readonly PanelAxis axis;
    private readonly RegimeSeries regimes;
    private readonly int firstSession;
    private readonly double capital;
    private readonly Ledger ledger;
    private readonly DailySeries daily;
    private readonly List<TradingDate> weightDates = [];
    private readonly List<string> weightSymbols = [];
    private readonly List<double> targetWeights = [];
    private readonly List<double> filledWeights = [];
    private TargetPortfolio? awaited;
    private int decisions;
    private int withoutPrediction;
    private int fallbacks;
    private int failures;
    private int forcedCash;

    public BacktestRun(BacktestInput input, CostOptions costs, int firstSession, int lastSession)
    {
        axis = input.Market.Axis;
        regimes = input.Regimes;
        this.firstSession = firstSession;
        capital = costs.Capital;
        ledger = new Ledger(input.Market, costs, firstSession);
        var length = lastSession - firstSession;
        daily = new DailySeries
        {
            Dates = new TradingDate[length],
            GrossReturns = new double[length],
            NetReturns = new double[length],
            Costs = new double[length],
            Turnovers = new double[length],
            Rebalanced = new bool[length],
            Exposures = new double[length],
            Regimes = new Regime[length],
            Equity = new double[length],
        };
    }

    /// <summary>Per symbol: held now.</summary>
    public bool[] Held() => Array.ConvertAll(ledger.Shares, shares => shares > 0);

    /// <summary>Takes the decision of a session's close, to be filled at the next open, or at the next close where there is no open.</summary>
    public void Decide(TargetPortfolio target)
    {
        decisions++;
        withoutPrediction += target.Status == TargetStatus.NoPrediction ? 1 : 0;
        failures += target.Status == TargetStatus.OptimizerFailed ? 1 : 0;
        if (target.Status == TargetStatus.Decided)
        {
            awaited = target;
            fallbacks += target.Optimization is { IsFallback: true } ? 1 : 0;
            forcedCash += target.Optimization is { CashWeight: > 1e-9 } ? 1 : 0;
        }
    }

    /// <summary>Lives through one session from open to close.</summary>
    public void Live(int session)
    {
        var before = ledger.Equity;
        ledger.Open(session);
        if (awaited is { } target)
        {
            ledger.Order(target);
        }

        ledger.ExecuteOpen(session);
        var row = session - firstSession - 1;
        daily.Rebalanced[row] = awaited is not null;

        // What is held after the fill: at the price of the last one of the day.
        var awaitsClose = ledger.AwaitsClose();
        if (awaited is not null && !awaitsClose)
        {
            RecordWeights(awaited);
        }

        ledger.MarkClose(session);
        ledger.ExecuteClose(session, awaited);
        if (awaited is not null && awaitsClose)
        {
            RecordWeights(awaited);
        }

        awaited = null;
        ledger.LiquidateMissing();
        daily.Dates[row] = axis.Sessions[session];
        daily.NetReturns[row] = (ledger.Equity / before) - 1;
        daily.Costs[row] = ledger.SessionCost / before;
        daily.GrossReturns[row] = daily.NetReturns[row] + daily.Costs[row];
        daily.Turnovers[row] = ledger.SessionTurnover;
        daily.Exposures[row] = 1 - ledger.CashWeight;
        daily.Regimes[row] = regimes.Values[session - 1];
        daily.Equity[row] = ledger.Equity / capital;
    }

    public BacktestResult Finish(string name) => new(
        name,
        daily,
        new WeightRecord
        {
            Dates = [.. weightDates],
            Symbols = [.. weightSymbols],
            TargetWeights = [.. targetWeights],
            Weights = [.. filledWeights],
        },
        new BacktestNotes
        {
            Decisions = decisions,
            DecisionsWithoutPrediction = withoutPrediction,
            FallbackDecisions = fallbacks,
            FailedDecisions = failures,
            DecisionsWithForcedCash = forcedCash,
            FillsCutByParticipation = ledger.FillsCutByParticipation,
            FillsWithoutPrice = ledger.FillsWithoutPrice,
            OpensShortOfCash = ledger.OpensShortOfCash,
            Liquidations = ledger.Liquidations,
            FillsAtClose = ledger.FillsAtClose,
            FillsOfUnknownVolume = ledger.FillsOfUnknownVolume,
        });

    /// <summary>A row per name wanted or held, and the cash row at its place in the order.</summary>
    private void RecordWeights(TargetPortfolio target)
    {
        var date = axis.Sessions[target.Session];
        var next = 0;
        var cashWritten = false;
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            var wanted = 0.0;
            if (next < target.Symbols.Length && target.Symbols[next] == symbol)
            {
                wanted = target.Weights[next++];
            }

            var held = ledger.WeightOf(symbol);
            if (wanted == 0 && held == 0)
            {
                continue;
            }

            if (!cashWritten && string.CompareOrdinal(axis.Symbols[symbol], TargetPortfolio.CashSymbol) > 0)
            {
                AddWeight(date, TargetPortfolio.CashSymbol, target.CashWeight, ledger.CashWeight);
                cashWritten = true;
            }

            AddWeight(date, axis.Symbols[symbol], wanted, held);
        }

        if (!cashWritten)
        {
            AddWeight(date, TargetPortfolio.CashSymbol, target.CashWeight, ledger.CashWeight);
        }
    }

    private void AddWeight(TradingDate date, string symbol, double wanted, double held)
    {
        weightDates.Add(date);
        weightSymbols.Add(symbol);
        targetWeights.Add(wanted);
        filledWeights.Add(held);
    }
}
