using Assay.Backtesting.Engine;
using Assay.Features.Regimes;
using Assay.MarketData.Panels;
using Assay.Numerics.Randomness;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Portfolio.Optimizers;
using Assay.Tests.Unit.Portfolio;

namespace Assay.Tests.Unit.Backtesting.Engine;

/// <summary>Bars without open: decided on a close, filled at the next one. Bars without volume: filled, and counted as not checked.</summary>
public sealed class CloseFillTests
{
    private const double Rate = 0.0015;
    private static readonly PortfolioOptions EverySecond = PortfolioSamples.Options with { RebalanceEverySessions = 2, MaximumWeight = 1, MaximumSectorWeight = 1 };

    /// <summary>By hand: the decision of session 0 is filled at the closes of session 1, that of session 2 at those of session 3.</summary>
    [Fact]
    public void RunBaseline_ClosesAlone_IsFilledAtTheNextClose()
    {
        var input = ClosesOf([100, 110, 121, 110], [50, 40, 44, 55]);

        var result = new BacktestEngine(EverySecond, PortfolioSamples.Costs).RunBaseline(input);

        // Session 1: everything is bought at 110 and 40, and nothing is earned yet but the costs. V is what is held after them.
        const double V = 1 / (1 + Rate);
        result.Daily.NetReturns[0].ShouldBe(V - 1, 1e-14);
        result.Daily.Costs[0].ShouldBe(1 - V, 1e-14);
        result.Daily.Turnovers[0].ShouldBe(1, 1e-14);
        result.Daily.Exposures[0].ShouldBe(1, 1e-14);

        // Session 2: both rise by a tenth.
        result.Daily.NetReturns[1].ShouldBe(0.1, 1e-14);
        result.Daily.Turnovers[1].ShouldBe(double.NaN);

        // Session 3: A is worth 0.55 × 110 / 121 = 0.5, B 0.55 × 55 / 44 = 0.6875 of V; half of each is wanted, so 0.1875 is moved in all.
        const double Moved = 0.1875;
        const double After = 1.1875 - (Rate * Moved);
        result.Daily.NetReturns[2].ShouldBe((After / 1.1) - 1, 1e-14);
        result.Daily.Costs[2].ShouldBe(Rate * Moved / 1.1, 1e-14);
        result.Daily.Turnovers[2].ShouldBe(Moved / 2 / 1.1875, 1e-14);
        result.Daily.Equity[2].ShouldBe(V * After, 1e-14);
        result.Daily.Rebalanced.ShouldBe([true, false, true]);
        result.Weights.Weights.ShouldBe([0, 0.5, 0.5, 0, 0.5, 0.5], 1e-14);
        result.Notes.FillsAtClose.ShouldBe(4);
        result.Notes.FillsOfUnknownVolume.ShouldBe(4);
        result.Notes.FillsWithoutPrice.ShouldBe(0);
        result.Notes.FillsCutByParticipation.ShouldBe(0);
    }

    /// <summary>By hand: A is bought at its open, B at its close, with what cash A and its costs leave.</summary>
    [Fact]
    public void RunBaseline_OneBarWholeOneACloseAlone_EachIsFilledAtItsOwnPrice()
    {
        var input = ClosesOf([100, 110], [50, 40]);
        input.Market.Open.Values[1] = 104;
        input.Market.Volume.Values.AsSpan(0, 2).Fill(1e9);

        var result = new BacktestEngine(EverySecond, PortfolioSamples.Costs).RunBaseline(input);

        // A: half of what is left after the costs of both, at 104; it then rises to 110. Its purchase leaves half of the capital.
        const double Half = 0.5 / (1 + Rate);
        var a = Half * 110 / 104;

        // B: half of what is there at the close would take more than that, so the purchase is cut to the cash.
        var b = 0.5 / (1 + Rate);
        result.Daily.Equity[0].ShouldBe(a + b, 1e-14);
        result.Daily.Costs[0].ShouldBe(Rate * (Half + b), 1e-14);
        result.Daily.Exposures[0].ShouldBe(1, 1e-14);
        result.Weights.TargetWeights.ShouldBe([0, 0.5, 0.5]);
        result.Weights.Weights.ShouldBe([0, a / (a + b), b / (a + b)], 1e-14);
        result.Notes.FillsAtClose.ShouldBe(1);
        result.Notes.FillsOfUnknownVolume.ShouldBe(1);
        result.Notes.OpensShortOfCash.ShouldBe(1);
    }

    /// <summary>A second opinion: the naive implementation, on a market whose opens are its closes.</summary>
    [Fact]
    public void Run_ClosesAlone_EqualsTheNaiveImplementation()
    {
        var options = EverySecond with { RebalanceEverySessions = 5 };
        var input = BacktestSamples.With(BacktestSamples.Make(200, 40, 21, 70), (market, _) => KeepCloses(market, 0));
        var naive = BacktestSamples.With(input, (market, _) => market.Close.Values.CopyTo(market.Open.Values, 0));

        var daily = new BacktestEngine(options, PortfolioSamples.Costs).Run(input, new EqualWeightOptimizer()).Daily;

        var (net, cost, _) = NaiveBacktest.Run(naive, options, Rate);
        for (var row = 0; row < daily.Length; row++)
        {
            daily.NetReturns[row].ShouldBe(net[row], 1e-12);
            daily.Costs[row].ShouldBe(cost[row], 1e-12);
        }
    }

    /// <summary>A close is used for what was decided before it, never for what decided on it: its change moves no weight that was wanted by then.</summary>
    [Fact]
    public void RunAll_FutureOfClosesChanged_NothingBeforeItChanges()
    {
        const int From = 120;
        var input = BacktestSamples.With(BacktestSamples.Make(160, 40, 22, 70), (market, _) => KeepCloses(market, 3));
        var changed = BacktestSamples.With(input, (market, scores) =>
        {
            for (var at = 0; at < market.Axis.Length; at++)
            {
                if (at % 160 >= From)
                {
                    // Whole bars become closes and the other way round, too: what kind of bar comes is the future as well.
                    (market.Open.Values[at], market.Close.Values[at]) = (double.IsNaN(market.Open.Values[at]) ? 30 : double.NaN, market.Close.Values[at] * (0.7 + (0.01 * (at % 7))));
                    market.Volume.Values[at] = at % 2 == 0 ? 1 : double.NaN;
                    scores.Values[at] = -scores.Values[at];
                }
            }
        });
        var optimizers = OptimizerCatalogue.Names.Select(OptimizerCatalogue.Create).ToList();
        var engine = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs);

        var (before, after) = (engine.RunAll(input, optimizers), engine.RunAll(changed, optimizers));

        var rows = From - 70 - 1;
        for (var k = 0; k < optimizers.Count; k++)
        {
            after[k].Daily.NetReturns[..rows].ShouldBe(before[k].Daily.NetReturns[..rows]);
            after[k].Daily.Turnovers[..rows].ShouldBe(before[k].Daily.Turnovers[..rows]);
            after[k].Daily.NetReturns[rows..].ShouldNotBe(before[k].Daily.NetReturns[rows..]);
            var decided = before[k].Weights.Dates.Count(date => date < input.Market.Axis.Sessions[From - 1]);
            after[k].Weights.TargetWeights[..decided].ShouldBe(before[k].Weights.TargetWeights[..decided]);
            after[k].Weights.Weights[..decided].ShouldBe(before[k].Weights.Weights[..decided]);
        }
    }

    /// <summary>Of the decision of session t the close of t + 1 moves the fill, and nothing else that was decided.</summary>
    [Fact]
    public void RunBaseline_CloseOfTheDecisionsDay_IsNotThePriceOfTheFill()
    {
        var result = new BacktestEngine(EverySecond, PortfolioSamples.Costs).RunBaseline(ClosesOf([100, 1_000], [50, 500]));

        result.Daily.Equity[0].ShouldBe(1 / (1 + Rate), 1e-14, "who buys at the close of session 1 has no part in the rise to it");
    }

    // Whole bars, closes alone, bars without volume and no bars at all, mixed by symbol and day: the books must balance.
    [Theory]
    [InlineData(UnfilledOrders.CarriedOver)]
    [InlineData(UnfilledOrders.Dropped)]
    public void RunAll_BarsOfEveryKind_BooksBalance(UnfilledOrders unfilled)
    {
        var stream = new SeededStream(41);
        var input = BacktestSamples.With(BacktestSamples.Make(220, 50, 23, 80), (market, scores) =>
        {
            for (var at = 0; at < market.Axis.Length; at++)
            {
                var dead = stream.NextInt32(40) == 0;
                market.Open.Values[at] = dead || stream.NextInt32(3) == 0 ? double.NaN : market.Open.Values[at];
                market.Close.Values[at] = dead ? double.NaN : market.Close.Values[at];
                market.Volume.Values[at] = double.IsNaN(market.Open.Values[at]) || at / 220 % 4 == 1 ? double.NaN : 800 * stream.NextDouble();
                scores.Values[at] = stream.NextInt32(8) == 0 ? double.NaN : scores.Values[at];
            }
        });

        var engine = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs with { UnfilledOrders = unfilled });
        BacktestResult[] results = [.. engine.RunAll(input, [.. OptimizerCatalogue.Names.Select(OptimizerCatalogue.Create)]), engine.RunBaseline(input)];

        foreach (var result in results)
        {
            var daily = result.Daily;
            daily.NetReturns.ShouldAllBe(value => double.IsFinite(value));
            daily.Costs.ShouldAllBe(value => value >= 0 && value < 0.01);
            daily.Exposures.ShouldAllBe(value => value > -1e-9 && value < 1 + 1e-9);
            daily.Equity[^1].ShouldBe(daily.NetReturns.Aggregate(1.0, (equity, r) => equity * (1 + r)), 1e-10);
            foreach (var decision in Enumerable.Range(0, result.Weights.Dates.Length).GroupBy(row => result.Weights.Dates[row]))
            {
                decision.Sum(row => result.Weights.TargetWeights[row]).ShouldBe(1, 1e-9);
                decision.Sum(row => result.Weights.Weights[row]).ShouldBe(1, 1e-9);
                decision.Min(row => result.Weights.Weights[row]).ShouldBeGreaterThan(-1e-9);
            }

            result.Notes.FillsAtClose.ShouldBeGreaterThan(0);
            result.Notes.FillsOfUnknownVolume.ShouldBeGreaterThan(0);
            result.Notes.FillsCutByParticipation.ShouldBeGreaterThan(0);
        }
    }

    private static void KeepCloses(MarketPanel market, int oneIn)
    {
        for (var at = 0; at < market.Axis.Length; at++)
        {
            if (oneIn == 0 || at / market.Axis.SessionCount % oneIn == 0)
            {
                market.Open.Values[at] = double.NaN;
                market.High.Values[at] = double.NaN;
                market.Low.Values[at] = double.NaN;
                market.Volume.Values[at] = double.NaN;
            }
        }
    }

    private static BacktestInput ClosesOf(params double[][] closes)
    {
        var axis = BacktestSamples.Axis(closes[0].Length, closes.Length);
        var member = new bool[axis.Length];
        Array.Fill(member, true);
        var none = () => Panel.Empty(axis);
        return new BacktestInput(
            new MarketPanel(none(), none(), none(), new Panel(axis, [.. closes.SelectMany(history => history)]), none()),
            new UniversePanel(axis, member, new byte[axis.Length], ["Unknown"]),
            none(),
            new RegimeSeries(axis.Sessions, new Regime[axis.SessionCount], new bool[axis.SessionCount]),
            axis.Sessions[0],
            axis.Sessions[^1]);
    }
}
