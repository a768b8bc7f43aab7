using Assay.Domain;
using Assay.MarketData.Panels;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Portfolio.Optimizers;

namespace Assay.Backtesting.Engine;

/// <summary>
/// Walks through the sessions: decides on a close every few sessions, counted from the first; fills at the next open, or at the next
/// close where a bar has no open; lets the portfolio drift in between. Cash earns nothing. Shares are fractional. Costs are paid out of the portfolio on the traded value.
/// <para>
/// A held name without a bar keeps its last known price and cannot be traded; after a set number of such sessions in a row it is sold
/// at that price. A decision day without any usable prediction, or on which every optimizer fails, leaves the portfolio as it is. Orders
/// that participation, a missing price or a lack of cash leave unfilled are carried over or dropped, and counted. Where no volume is known,
/// participation cannot be checked: the order is filled and counted as such.
/// </para>
/// Nothing on a session depends on a later one.
/// </summary>
public sealed class BacktestEngine
{
    private readonly PortfolioOptions portfolioOptions;
    private readonly CostOptions costOptions;

    public BacktestEngine(PortfolioOptions portfolioOptions, CostOptions costOptions)
    {
        this.portfolioOptions = portfolioOptions;
        this.costOptions = costOptions;
    }

    /// <exception cref="BacktestException">The sessions are not in the data, or a security bears the name of the cash row.</exception>
    public BacktestResult Run(BacktestInput input, IOptimizer optimizer) => RunAll(input, [optimizer])[0];

    /// <summary>Runs several optimizers on the same scores in step; where they face the same names they share the covariance.</summary>
    /// <exception cref="BacktestException">The sessions are not in the data, or a security bears the name of the cash row.</exception>
    public IReadOnlyList<BacktestResult> RunAll(BacktestInput input, IReadOnlyList<IOptimizer> optimizers)
    {
        var constructor = ConstructorFor(input);
        var runs = Walk(input, optimizers.Count, (session, strategy, run) =>
            constructor.Construct(input.Scores, session, run.Held(), optimizers[strategy]));
        return [.. runs.Select((run, strategy) => run.Finish(optimizers[strategy].Name))];
    }

    /// <summary>The equal-weighted universe, fully invested, with the same calendar, fills and costs; the scores are not read.</summary>
    /// <exception cref="BacktestException">The sessions are not in the data, or a security bears the name of the cash row.</exception>
    public BacktestResult RunBaseline(BacktestInput input)
    {
        var constructor = ConstructorFor(input);
        return Walk(input, 1, (session, _, _) => constructor.ConstructBaseline(session))[0].Finish(BacktestResult.BaselineName);
    }

    private static int SessionOf(PanelAxis axis, TradingDate date)
    {
        var session = axis.FindSession(date);
        return session >= 0 ? session : throw new BacktestException($"{date} is no session of the market data; choose a session it holds.");
    }

    private PortfolioConstructor ConstructorFor(BacktestInput input)
    {
        if (input.Scores.Axis.SessionCount != input.Market.Axis.SessionCount || input.Scores.Axis.SymbolCount != input.Market.Axis.SymbolCount)
        {
            throw new ArgumentException("The scores must lie on the sessions and symbols of the market.", nameof(input));
        }

        if (input.Market.Axis.Symbols.Contains(TargetPortfolio.CashSymbol, StringComparer.Ordinal))
        {
            throw new BacktestException(
                $"A security has the symbol {TargetPortfolio.CashSymbol}, which stands for the cash row; give it another symbol on import.");
        }

        return new PortfolioConstructor(input.Market, input.Universe, input.Regimes, portfolioOptions);
    }

    private BacktestRun[] Walk(BacktestInput input, int strategies, Func<int, int, BacktestRun, TargetPortfolio> decide)
    {
        var first = SessionOf(input.Market.Axis, input.First);
        var last = SessionOf(input.Market.Axis, input.Last);
        if (last <= first)
        {
            throw new BacktestException($"A backtest needs a session after {input.First}, but ends on {input.Last}; choose a later end.");
        }

        var runs = new BacktestRun[strategies];
        for (var strategy = 0; strategy < strategies; strategy++)
        {
            runs[strategy] = new BacktestRun(input, costOptions, first, last);
        }

        for (var session = first; session <= last; session++)
        {
            var decides = session < last && (session - first) % portfolioOptions.RebalanceEverySessions == 0;
            for (var strategy = 0; strategy < strategies; strategy++)
            {
                if (session > first)
                {
                    runs[strategy].Live(session);
                }

                if (decides)
                {
                    runs[strategy].Decide(decide(session, strategy, runs[strategy]));
                }
            }
        }

        return runs;
    }
}
