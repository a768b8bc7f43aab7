using Assay.Backtesting;
using Assay.Backtesting.Engine;
using Assay.Numerics.Randomness;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Portfolio.Optimizers;
using Assay.Tests.Unit.Portfolio;

namespace Assay.Tests.Unit.Backtesting.Engine;

public sealed class BacktestEngineTests
{
    private static readonly PortfolioOptions Uncapped = PortfolioSamples.Options with { MaximumWeight = 1, MaximumSectorWeight = 1 };

    [Fact]
    public void Run_PlainMarket_EqualsTheNaiveImplementation()
    {
        var input = BacktestSamples.Make(200, 40, 1, 70);
        var result = new BacktestEngine(Uncapped, PortfolioSamples.Costs).Run(input, new EqualWeightOptimizer());
        var (net, cost, turnover) = NaiveBacktest.Run(input, Uncapped, 0.0015);
        result.Daily.Length.ShouldBe(129);
        for (var row = 0; row < 129; row++)
        {
            result.Daily.NetReturns[row].ShouldBe(net[row], 1e-12);
            result.Daily.Costs[row].ShouldBe(cost[row], 1e-12);
            result.Daily.GrossReturns[row].ShouldBe(net[row] + cost[row], 1e-12);
            if (double.IsNaN(turnover[row]))
            {
                result.Daily.Turnovers[row].ShouldBe(double.NaN);
            }
            else
            {
                result.Daily.Turnovers[row].ShouldBe(turnover[row], 1e-12);
            }
        }

        result.Daily.Equity[^1].ShouldBe(net.Aggregate(1.0, (equity, r) => equity * (1 + r)), 1e-11);
        result.Notes.Decisions.ShouldBe(26);
    }

    [Fact]
    public void RunAll_FutureChanged_NothingBeforeItChanges()
    {
        const int From = 120;
        var input = BacktestSamples.Make(160, 40, 2, 70);
        var changed = BacktestSamples.With(input, (market, scores) =>
        {
            for (var symbol = 0; symbol < 40; symbol++)
            {
                for (var t = From; t < 160; t++)
                {
                    var at = market.Axis.IndexOf(t, symbol);
                    market.Open.Values[at] *= 1.5 + (0.01 * symbol);
                    market.Close.Values[at] = symbol % 3 == 0 ? double.NaN : market.Close.Values[at] * 0.7;
                    market.Volume.Values[at] = 1;
                    scores.Values[at] = -scores.Values[at];
                }
            }
        });
        var optimizers = OptimizerCatalogue.Names.Select(OptimizerCatalogue.Create).ToList();
        var engine = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs);
        var before = engine.RunAll(input, optimizers);
        var after = engine.RunAll(changed, optimizers);
        var rows = From - 70 - 1;
        for (var k = 0; k < optimizers.Count; k++)
        {
            after[k].Daily.NetReturns[..rows].ShouldBe(before[k].Daily.NetReturns[..rows]);
            after[k].Daily.Turnovers[..rows].ShouldBe(before[k].Daily.Turnovers[..rows]);
            after[k].Daily.NetReturns[rows..].ShouldNotBe(before[k].Daily.NetReturns[rows..]);
        }
    }

    [Fact]
    public void RunAll_SeveralOptimizers_EqualsEachAlone()
    {
        var input = BacktestSamples.Make(140, 40, 3, 70);
        var engine = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs);
        var together = engine.RunAll(input, [.. OptimizerCatalogue.Names.Select(OptimizerCatalogue.Create)]);
        foreach (var result in together)
        {
            var alone = engine.Run(input, OptimizerCatalogue.Create(result.Optimizer));
            alone.Daily.NetReturns.ShouldBe(result.Daily.NetReturns);
            alone.Weights.Weights.ShouldBe(result.Weights.Weights);
        }
    }

    [Fact]
    public void RunAll_EveryDecision_WeightsWithCashAddUpToOneAndCapsHold()
    {
        var input = BacktestSamples.Make(140, 60, 4, 70);
        var engine = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs);
        foreach (var result in engine.RunAll(input, [.. OptimizerCatalogue.Names.Select(OptimizerCatalogue.Create)]))
        {
            var rows = Enumerable.Range(0, result.Weights.Dates.Length).ToList();
            foreach (var decision in rows.GroupBy(row => result.Weights.Dates[row]))
            {
                decision.Sum(row => result.Weights.TargetWeights[row]).ShouldBe(1, 1e-9);
                decision.Sum(row => result.Weights.Weights[row]).ShouldBe(1, 1e-9);
                decision.Count(row => result.Weights.Symbols[row] == TargetPortfolio.CashSymbol).ShouldBe(1);
                foreach (var row in decision)
                {
                    result.Weights.Weights[row].ShouldBe(result.Weights.TargetWeights[row], 1e-9);
                    if (result.Weights.Symbols[row] != TargetPortfolio.CashSymbol)
                    {
                        result.Weights.Weights[row].ShouldBeInRange(0, 0.15 + 1e-9);
                    }
                }
            }
        }
    }

    [Fact]
    public void RunBaseline_EveryMember_IsHeldAlikeAndFullyInvested()
    {
        var input = BacktestSamples.Make(80, 10, 5, 60);
        var result = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs).RunBaseline(input);
        result.Optimizer.ShouldBe("baseline");
        result.Weights.Weights[..11].ShouldAllBe(weight => Math.Abs(weight - 0.1) < 1e-12 || Math.Abs(weight) < 1e-12);
        result.Daily.Exposures[0].ShouldBe(1, 1e-9);

        // The first day by hand: buy at the open with 15 bps, hold to the close.
        var growth = Enumerable.Range(0, 10).Average(symbol => input.Market.Close[61, symbol] / input.Market.Open[61, symbol]);
        result.Daily.NetReturns[0].ShouldBe((growth / 1.0015) - 1, 1e-12);
    }

    [Fact]
    public void Run_HeldNameStopsTrading_IsSoldAtItsLastPriceAfterTheSetSessions()
    {
        var input = Delisted(75, 80);
        var result = new BacktestEngine(Uncapped with { RebalanceEverySessions = 50 }, PortfolioSamples.Costs with { LiquidateAfterMissingSessions = 4 })
            .RunBaseline(input);
        result.Notes.Liquidations.ShouldBe(1);

        // First session of the series is 61; missing on 75 … 78, sold at the close of 78.
        result.Daily.Exposures[77 - 61].ShouldBe(1, 1e-9);
        result.Daily.Exposures[78 - 61].ShouldBeLessThan(0.95);
        result.Daily.Costs[78 - 61].ShouldBeGreaterThan(0);
        result.Daily.Costs[79 - 61].ShouldBe(0);
    }

    [Fact]
    public void Run_HeldNameMissesAFewSessions_IsKeptAtItsLastPrice()
    {
        var input = Delisted(75, 78);
        var result = new BacktestEngine(Uncapped with { RebalanceEverySessions = 50 }, PortfolioSamples.Costs with { LiquidateAfterMissingSessions = 4 })
            .RunBaseline(input);
        result.Notes.Liquidations.ShouldBe(0);
        result.Daily.Exposures.ShouldAllBe(exposure => Math.Abs(exposure - 1) < 1e-9);
    }

    [Fact]
    public void Run_ThinVolume_CarriesOrdersOverOrDropsThem()
    {
        var input = BacktestSamples.With(BacktestSamples.Make(80, 1, 6, 60), (market, _) => Array.Fill(market.Volume.Values, 1000.0));
        var options = Uncapped with { RebalanceEverySessions = 50 };
        var shares = 0.05 * 1000;
        var costs = PortfolioSamples.Costs with { Capital = 10 * shares * input.Market.Open[61, 0] };

        var carried = new BacktestEngine(options, costs).RunBaseline(input);
        carried.Daily.Exposures[0].ShouldBe(0.1, 0.01);
        carried.Daily.Exposures[4].ShouldBe(0.5, 0.06);
        carried.Notes.FillsCutByParticipation.ShouldBeGreaterThan(7);

        var dropped = new BacktestEngine(options, costs with { UnfilledOrders = UnfilledOrders.Dropped }).RunBaseline(input);
        dropped.Daily.Exposures[^1].ShouldBe(0.1, 0.03);
        dropped.Notes.FillsCutByParticipation.ShouldBe(1);
    }

    // Missing opens, closes, whole bars and volumes, thin volumes, names that leave the universe or are never scored: the books must balance.
    [Theory]
    [InlineData(UnfilledOrders.CarriedOver)]
    [InlineData(UnfilledOrders.Dropped)]
    public void RunAll_MarketFullOfHoles_BooksBalance(UnfilledOrders unfilled)
    {
        var stream = new SeededStream(31);
        var input = BacktestSamples.With(BacktestSamples.Make(220, 50, 12, 80), (market, scores) =>
        {
            for (var at = 0; at < market.Axis.Length; at++)
            {
                var dead = at / 220 % 9 == 4 && at % 220 > 150;
                market.Open.Values[at] = dead || stream.NextInt32(30) == 0 ? double.NaN : market.Open.Values[at];
                market.Close.Values[at] = dead || stream.NextInt32(30) == 0 ? double.NaN : market.Close.Values[at];
                market.Volume.Values[at] = stream.NextInt32(10) == 0 ? double.NaN : 800 * stream.NextDouble();
                scores.Values[at] = stream.NextInt32(8) == 0 ? double.NaN : scores.Values[at];
            }
        });
        for (var at = 0; at < input.Universe.Member.Length; at++)
        {
            input.Universe.Member[at] = at / 220 % 7 != 3 || at % 220 < 140;
        }

        var engine = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs with { UnfilledOrders = unfilled });
        BacktestResult[] results =
            [.. engine.RunAll(input, [.. OptimizerCatalogue.Names.Select(OptimizerCatalogue.Create)]), engine.RunBaseline(input)];
        foreach (var result in results)
        {
            result.Daily.NetReturns.ShouldAllBe(value => double.IsFinite(value));
            result.Daily.Costs.ShouldAllBe(value => value >= 0 && value < 0.01);
            result.Daily.Exposures.ShouldAllBe(value => value > -1e-9 && value < 1 + 1e-9);
            result.Daily.Turnovers.ShouldAllBe(value => double.IsNaN(value) || (value >= 0 && value <= 1 + 1e-9));
            result.Daily.Equity[^1].ShouldBe(result.Daily.NetReturns.Aggregate(1.0, (equity, r) => equity * (1 + r)), 1e-10);
            foreach (var decision in Enumerable.Range(0, result.Weights.Dates.Length).GroupBy(row => result.Weights.Dates[row]))
            {
                decision.Sum(row => result.Weights.TargetWeights[row]).ShouldBe(1, 1e-9);
                decision.Sum(row => result.Weights.Weights[row]).ShouldBe(1, 1e-9);
                decision.Min(row => result.Weights.Weights[row]).ShouldBeGreaterThan(-1e-9);
            }

            result.Notes.FillsCutByParticipation.ShouldBeGreaterThan(0);
            result.Notes.FillsWithoutPrice.ShouldBeGreaterThan(0);
        }

        // Six names die; one of them (S031) left the universe before, and may have been sold in time.
        results[^1].Notes.Liquidations.ShouldBeInRange(5, 6);
    }

    [Fact]
    public void Run_NoPredictionAtAll_StaysInCashAndSaysSo()
    {
        var input = BacktestSamples.With(BacktestSamples.Make(80, 10, 7, 60), (_, scores) => Array.Fill(scores.Values, double.NaN));
        var result = new BacktestEngine(PortfolioSamples.Options, PortfolioSamples.Costs).Run(input, new EqualWeightOptimizer());
        result.Daily.NetReturns.ShouldAllBe(value => value == 0);
        result.Notes.DecisionsWithoutPrediction.ShouldBe(result.Notes.Decisions);
        result.Weights.Dates.ShouldBeEmpty();
    }

    [Fact]
    public void Run_LastNotAfterFirst_IsRefused()
    {
        var input = BacktestSamples.Make(80, 10, 8, 60);
        Should.Throw<BacktestException>(() => new BacktestEngine(Uncapped, PortfolioSamples.Costs).RunBaseline(input with { Last = input.First }))
            .Message.ShouldStartWith("A backtest needs a session after");
    }

    [Fact]
    public void ToTable_DailySeries_ReadsBack()
    {
        var daily = new BacktestEngine(Uncapped, PortfolioSamples.Costs).RunBaseline(BacktestSamples.Make(80, 5, 9, 60)).Daily;
        var again = DailySeries.FromTable(daily.ToTable());
        again.Dates.ShouldBe(daily.Dates);
        again.NetReturns.ShouldBe(daily.NetReturns);
        again.Regimes.ShouldBe(daily.Regimes);
    }

    private static BacktestInput Delisted(int from, int until) => BacktestSamples.With(BacktestSamples.Make(90, 10, 10, 60), (market, _) =>
    {
        for (var t = from; t < until; t++)
        {
            foreach (var panel in new[] { market.Open, market.High, market.Low, market.Close, market.Volume })
            {
                panel.Values[market.Axis.IndexOf(t, 4)] = double.NaN;
            }
        }
    });
}
