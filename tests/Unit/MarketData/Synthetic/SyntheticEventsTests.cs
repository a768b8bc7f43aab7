using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.Panels;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.MarketData.Universe;

namespace Assay.Tests.Unit.MarketData.Synthetic;

/// <summary>Reports, splits, dividends, and the ways out of the market.</summary>
public sealed class SyntheticEventsTests
{
    private static readonly SyntheticOptions Options = LifelikeSamples.Small with { Symbols = 150, Sessions = 1_500, Delistings = 50 };
    private static readonly SyntheticResult Market = SyntheticMarket.Generate(Options);

    [Fact]
    public void Generate_SplitsAndDividends_MoveRawPricesAndLeaveAdjustedReturnsAlone()
    {
        var without = SyntheticMarket.Generate(Options with { Actions = null, LowestPrice = 1e-6 });
        var with = SyntheticMarket.Generate(Options with { LowestPrice = 1e-6 });
        var splits = with.Actions.Where(action => action.Kind == ActionKind.Split).ToArray();
        splits.Length.ShouldBeGreaterThan(20);
        splits.ShouldContain(split => split.Ratio < 1);
        with.Actions.Count(action => action.Kind == ActionKind.CashDividend).ShouldBeGreaterThan(1_000);

        var value = LifelikeSamples.Raw(without);
        var raw = LifelikeSamples.Raw(with);
        var adjusted = LifelikeSamples.Adjusted(with);
        adjusted.Axis.Symbols.ShouldBe(value.Axis.Symbols);
        for (var symbol = 0; symbol < value.Axis.SymbolCount; symbol++)
        {
            var (truth, found) = (LifelikeSamples.Returns(value, symbol), LifelikeSamples.Returns(adjusted, symbol));
            for (var session = 1; session <= truth.Length; session++)
            {
                // Cents: half of one on each of four prices.
                var lowest = Math.Min(Math.Min(raw.Close[session, symbol], raw.Close[session - 1, symbol]), Math.Min(value.Close[session, symbol], value.Close[session - 1, symbol]));
                (double.IsNaN(truth[session - 1]) == double.IsNaN(found[session - 1])).ShouldBeTrue();
                if (!double.IsNaN(truth[session - 1]))
                {
                    found[session - 1].ShouldBe(truth[session - 1], 0.022 / lowest);
                }
            }
        }

        foreach (var split in splits)
        {
            var (session, symbol) = Find(raw, split.ExDate, split.Symbol);
            (raw.Open[session, symbol] / raw.Close[session - 1, symbol] * split.Ratio).ShouldBeInRange(0.6, 1.7);
            split.KnownOn.ShouldBe(ExchangeCalendars.Nyse.Add(split.ExDate, -10));
        }
    }

    [Fact]
    public void Generate_SplitAdjustedVolumes_AreThoseOfTheSameShares()
    {
        var splits = Market.Actions.Where(action => action.Kind == ActionKind.Split && action.Ratio > 1).ToArray();
        var raw = LifelikeSamples.Raw(Market);
        var adjusted = LifelikeSamples.Adjusted(Market, PriceAdjustment.Splits);
        foreach (var split in splits)
        {
            var (session, symbol) = Find(raw, split.ExDate, split.Symbol);
            var later = splits.Where(other => other.Symbol == split.Symbol && other.ExDate > split.ExDate).Aggregate(1.0, (ratio, other) => ratio * other.Ratio);
            var after = Market.Actions.Where(other => other.Symbol == split.Symbol && other.Kind == ActionKind.Split && other.Ratio < 1 && other.ExDate > split.ExDate);
            if (!after.Any())
            {
                adjusted.Volume[session - 1, symbol].ShouldBe(raw.Volume[session - 1, symbol] * split.Ratio * later, 1e-6 * adjusted.Volume[session - 1, symbol]);
            }
        }
    }

    [Fact]
    public void Generate_Dividends_AreOfStatedYieldAndQuarterly()
    {
        var raw = LifelikeSamples.Raw(Market);
        var dividends = Market.Actions.Where(action => action.Kind == ActionKind.CashDividend).GroupBy(action => action.Symbol, StringComparer.Ordinal).ToArray();

        ((double)dividends.Length / Options.Symbols).ShouldBe(0.7, 0.12);
        foreach (var payer in dividends)
        {
            var yields = payer.Select(dividend =>
            {
                var (session, symbol) = Find(raw, dividend.KnownOn, dividend.Symbol);
                return (Price: raw.Close[session, symbol], Yield: 4 * dividend.Amount / raw.Close[session, symbol]);
            }).ToArray();
            yields.ShouldAllBe(paid => paid.Yield >= 0.01 - (0.003 / paid.Price) && paid.Yield <= 0.04 + (0.003 / paid.Price));
            var days = payer.Select(dividend => raw.Axis.FindSession(dividend.ExDate)).ToArray();
            days.Zip(days.Skip(1), (first, second) => second - first).ShouldAllBe(sessions => sessions % 63 == 0);
        }
    }

    [Fact]
    public void Generate_Reports_ComeOnceAQuarterInTheSeasonAndJumpTheNightAfter()
    {
        var market = LifelikeSamples.Adjusted(Market);
        var reports = Market.Reports;
        reports.ShouldAllBe(report => DayOfQuarter(report.Date) >= 12 && DayOfQuarter(report.Date) <= 45 + 4);
        reports.GroupBy(report => (report.Symbol, report.Date.ToDateOnly().Year, Quarter: (report.Date.ToDateOnly().Month - 1) / 3)).ShouldAllBe(group => group.Count() == 1);
        reports.Average(report => report.Surprise).ShouldBe(0, 4 / Math.Sqrt(reports.Count));
        reports.Average(report => report.Surprise * report.Surprise).ShouldBe(1, 0.25);

        var nights = reports.Select(report =>
        {
            var (session, symbol) = Find(market, report.Date, report.Symbol);
            return (report.Surprise, Night: Math.Log(market.Open[session + 1, symbol] / market.Close[session, symbol]), Usual: Math.Log(market.Open[session, symbol] / market.Close[session - 1, symbol]),
                Volume: Math.Log(market.Volume[session + 1, symbol] / market.Volume[session, symbol]));
        }).Where(night => double.IsFinite(night.Night) && double.IsFinite(night.Usual)).ToArray();

        // The night is the usual one and 5 % times the surprise.
        var residual = nights.Select(night => night.Night - (0.05 * night.Surprise)).ToArray();
        Spread(residual).ShouldBe(Spread([.. nights.Select(night => night.Usual)]), 0.15 * Spread(residual));
        Spread([.. nights.Select(night => night.Night)]).ShouldBeGreaterThan(0.045);
        nights.Average(night => night.Volume).ShouldBe(0.9, 0.1);
    }

    [Fact]
    public void Generate_Failures_LoseWhatIsStatedBeforeTheyGoAndTakeoversJump()
    {
        var market = LifelikeSamples.Adjusted(Market);
        var last = market.Axis.Sessions[^1];
        var exits = Market.Actions.Where(action => action.Kind == ActionKind.Delisting).ToArray();
        var ended = Enumerable.Range(0, market.Axis.SymbolCount).Where(symbol => double.IsNaN(market.Close[market.Axis.SessionCount - 1, symbol])).ToArray();
        exits.Select(exit => exit.Symbol).Order(StringComparer.Ordinal).ShouldBe(ended.Select(symbol => market.Axis.Symbols[symbol]).Order(StringComparer.Ordinal));
        exits.ShouldAllBe(exit => exit.ExDate <= last && exit.KnownOn == ExchangeCalendars.Nyse.Previous(exit.ExDate));

        var raw = LifelikeSamples.Raw(Market);
        var paths = exits.Select(exit =>
        {
            var (session, symbol) = Find(raw, exit.KnownOn, exit.Symbol);
            var isTakeover = exit.Amount > 0.9 * raw.Close[session, symbol];
            var begin = Math.Max(0, session - (isTakeover ? 51 : 84));
            return (isTakeover, Price: raw.Close[session, symbol], Return: Math.Log(market.Close[session, symbol] / market.Close[begin, symbol]),
                Quiet: Spread([.. LifelikeSamples.Returns(market, symbol)[(session - 40)..session]]));
        }).ToArray();

        var bought = paths.Where(path => path.isTakeover).ToArray();
        var failed = paths.Where(path => !path.isTakeover && path.Price >= 1).ToArray();
        ((double)failed.Length / (bought.Length + failed.Length)).ShouldBe(0.4, 0.2);
        bought.Average(path => path.Return).ShouldBe(Math.Log(1.3), 0.08);
        failed.Average(path => path.Return).ShouldBe(Math.Log(0.3), 0.25);
        bought.Average(path => path.Quiet).ShouldBeLessThan(0.25 * failed.Average(path => path.Quiet));
    }

    [Fact]
    public void Generate_DelistedSymbols_AreInNoListAfterTheirLastSession()
    {
        var exits = Market.Actions.Where(action => action.Kind == ActionKind.Delisting).ToDictionary(action => action.Symbol, action => action.ExDate, StringComparer.Ordinal);
        var lists = Market.Membership.Date("known_since");
        var symbols = Market.Membership.Text("symbol");
        exits.Count.ShouldBeGreaterThan(40);
        for (var row = 0; row < lists.Length; row++)
        {
            if (exits.TryGetValue(symbols.At(row)!, out var exit))
            {
                new TradingDate(lists[row]).ShouldBeLessThan(exit);
            }
        }

        exits.Values.ShouldAllBe(exit => lists.Contains(exit.DayNumber));
        var panel = LifelikeSamples.Raw(Market);
        var universe = UniverseBuilder.Build(panel, Market.Membership, MarketSamples.Shipped().Universe);
        foreach (var (name, exit) in exits)
        {
            var (session, symbol) = Find(panel, exit, name);
            Enumerable.Range(session, panel.Axis.SessionCount - session).ShouldAllBe(day => !universe.IsMember(day, symbol));
        }
    }

    [Fact]
    public void Generate_Lifelike_PassesTheGateOnceAdjusted()
    {
        var tables = SyntheticObservations.Of(Market, ExchangeCalendars.Nyse);
        var actions = tables.Single(table => table.SchemaId == "assay.observed.actions/1");
        var adjusted = BarAdjustment.Apply(Market.RawBars, actions, PriceAdjustment.TotalReturn, new TradingDate(Market.RawBars.Date("date")[^1]));

        adjusted.Ignored.ShouldBeEmpty();
        var report = QualityGate.Inspect(adjusted.Bars, MarketSamples.Shipped().Quality).Report;
        report.RowsQuarantined.ShouldBe(0);
        report.Sessions.ShouldBe(1_500);
        report.CountOf(QualityRule.SurvivorshipBiasNotControlled).ShouldBe(0);
    }

    private static (int Session, int Symbol) Find(MarketPanel market, TradingDate day, string symbol) =>
        (market.Axis.FindSession(day), market.Axis.Symbols.ToList().IndexOf(symbol));

    private static int DayOfQuarter(TradingDate date)
    {
        var day = date.ToDateOnly();
        return day.DayNumber - new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1).DayNumber + 1;
    }

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
