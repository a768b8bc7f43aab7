using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Actions;

public sealed class BarAdjustmentTests
{
    private const double None = double.NaN;
    private static readonly TradingDate Late = new(2020, 1, 1);

    [Fact]
    public void Apply_Split_DividesPricesAndMultipliesVolumesBeforeIt()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,A,45,60,40,50,30");

        var bars = Apply(raw, PriceAdjustment.Splits, ("2017-01-04", "A", ActionKind.Split, 2, None, null));

        MarketSamples.Rows(bars).ShouldBe(["2017-01-03,A,45,60,40,50,20", "2017-01-04,A,45,60,40,50,30"]);
        bars.Int64("line").ShouldBe([1, 2]);
    }

    /// <summary>The example of Yahoo's help page on adjusted closes: 0.08 paid after a close of 24.96 gives the multiplier 0.9968.</summary>
    [Fact]
    public void Apply_CashDividend_IsOneLessItsShareOfTheCloseBefore()
    {
        var raw = MarketSamples.Raw("2003-02-18,A,24.5,25,24,24.96,10", "2003-02-19,A,24.9,25,24,24.53,10");

        var bars = Apply(raw, PriceAdjustment.TotalReturn, ("2003-02-19", "A", ActionKind.CashDividend, None, 0.08, null));

        Math.Round(bars.Float64("close")[0] / 24.96, 4).ShouldBe(0.9968);
        bars.Float64("close")[0].ShouldBe(24.88, 1e-12);
        bars.Float64("close")[1].ShouldBe(24.53);
        bars.Float64("volume").ShouldBe([10, 10]);
    }

    [Fact]
    public void Apply_SplitsOnly_PassesPaymentsOver()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,A,45,60,40,50,30");

        Apply(raw, PriceAdjustment.Splits, ("2017-01-04", "A", ActionKind.CashDividend, None, 1, null)).Float64("close").ShouldBe([100, 50]);
    }

    [Fact]
    public void Apply_DividendAndSplitOnOneDay_TakesThePaymentAtTheOldTerms()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,A,45,60,40,50,30");

        var bars = Apply(
            raw,
            PriceAdjustment.TotalReturn,
            ("2017-01-04", "A", ActionKind.CashDividend, None, 4, null),
            ("2017-01-04", "A", ActionKind.Split, 2, None, null));

        bars.Float64("close")[0].ShouldBe(100 * (1 - 0.04) / 2, 1e-12);
    }

    [Fact]
    public void Apply_SpinOff_CountsWhatItWasWorth()
    {
        var raw = MarketSamples.Raw(
            "2017-01-03,A,90,120,80,100,10", "2017-01-04,A,70,80,60,75,30", "2017-01-05,A,70,80,60,75,30", "2017-01-05,NEW,50,50,50,48,5");

        // Known amount, and one that the first close of the company given out tells: half a share of 48.
        Apply(raw, PriceAdjustment.TotalReturn, ("2017-01-04", "A", ActionKind.SpinOff, 0.5, 25, "NEW")).Float64("close")[0].ShouldBe(75, 1e-12);
        Apply(raw, PriceAdjustment.TotalReturn, ("2017-01-04", "A", ActionKind.SpinOff, 0.5, None, "NEW")).Float64("close")[0].ShouldBe(76, 1e-12);
    }

    [Fact]
    public void Apply_ActionsThatCannotBe_AreNamedAndPassedOver()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,A,70,80,60,75,30");

        var adjusted = BarAdjustment.Apply(
            raw,
            Table(
                ("2017-01-04", "A", ActionKind.CashDividend, None, 100, null),
                ("2017-01-04", "A", ActionKind.Split, 0, None, null),
                ("2017-01-04", "A", ActionKind.SpinOff, 0.5, None, "NOWHERE")),
            PriceAdjustment.TotalReturn,
            Late);

        adjusted.Bars.Float64("close").ShouldBe([100, 75]);
        adjusted.Ignored.Select(action => $"{action.ExDate} {action.Symbol} {action.Kind}: {action.Reason}").ShouldBe(
        [
            "2017-01-04 A cash_dividend: it pays no less than the close before it",
            "2017-01-04 A spin_off: its amount is unknown or negative",
            "2017-01-04 A split: its ratio is not a positive number",
        ]);
    }

    [Fact]
    public void Apply_RenamedTwice_HasOneSeriesUnderTheLastSymbol()
    {
        var raw = MarketSamples.Raw(
            "2017-01-03,QQQ,9,12,8,10,10", "2017-01-04,QQQQ,9,12,8,11,10", "2017-01-05,AAA,9,12,8,9,10", "2017-01-05,QQQ,9,12,8,12,10");

        var bars = Apply(
            raw,
            PriceAdjustment.Splits,
            ("2017-01-04", "QQQ", ActionKind.Rename, None, None, "QQQQ"),
            ("2017-01-05", "QQQQ", ActionKind.Rename, None, None, "QQQ"));

        bars.Text("symbol").Dictionary.ShouldBe(["AAA", "QQQ"]);
        bars.Float64("close").ShouldBe([10, 11, 9, 12]);
    }

    [Fact]
    public void Apply_SymbolTakenOverByAnother_KeepsTheSharesApart()
    {
        var raw = MarketSamples.Raw("2017-01-03,S,9,12,8,10,10", "2017-06-01,S,1,1,1,1,10", "2017-06-02,S,1,1,1,1,10");

        var bars = Apply(
            raw,
            PriceAdjustment.Splits,
            ("2017-01-04", "S", ActionKind.Delisting, None, None, null),
            ("2017-06-02", "S", ActionKind.Split, 2, None, null));

        bars.Text("symbol").Dictionary.ShouldBe(["S", "S~20170104"]);
        bars.Float64("close").ShouldBe([10, 0.5, 1]);
    }

    [Fact]
    public void Apply_AdjustedBars_KeepWhatWasPaidUnderTheSameSymbols()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,B,45,60,40,50,30");

        var adjusted = BarAdjustment.Apply(
            raw, Table(("2017-01-04", "A", ActionKind.Rename, None, None, "B"), ("2017-01-04", "B", ActionKind.Split, 2, None, null)), PriceAdjustment.Splits, new TradingDate(2017, 1, 4));

        adjusted.Bars.Float64("close").ShouldBe([50, 50]);
        var paid = adjusted.Paid.ShouldNotBeNull();
        paid.Text("symbol").Dictionary.ShouldBe(["B"]);
        paid.Float64("close").ShouldBe([100, 50]);
        paid.Float64("volume").ShouldBe([10, 30]);
    }

    [Fact]
    public void Rename_ListsOfBefore_NameSharesAsTheirBarsDo()
    {
        var raw = MarketSamples.Raw("2017-01-03,OLD,1,1,1,1,10", "2017-01-03,S,1,1,1,1,10", "2017-06-01,NEW,1,1,1,1,10", "2017-06-01,S,1,1,1,1,10");
        var symbols = BarAdjustment.Apply(
            raw,
            Table(("2017-01-04", "OLD", ActionKind.Rename, None, None, "NEW"), ("2017-01-04", "S", ActionKind.Delisting, None, None, null)),
            PriceAdjustment.Splits,
            new TradingDate(2017, 6, 1)).Symbols;
        var lists = new Table(
            MarketDataSchemas.Membership,
            new DateColumn("known_since", [17_169, 17_169, 17_169, 17_310, 17_310]),
            TextColumn.FromTexts("symbol", ["OLD", "S", "X", "NEW", "S"]),
            TextColumn.FromTexts("name", [null, null, null, null, null]),
            TextColumn.FromTexts("sector", ["Energy", "Tech", "Tech", "Energy", "Utilities"]));

        var renamed = symbols.Rename(lists);

        Enumerable.Range(0, 5).Select(row => $"{renamed.Date("known_since")[row]} {renamed.Text("symbol").At(row)} {renamed.Text("sector").At(row)}")
            .ShouldBe(["17169 NEW Energy", "17169 S~20170104 Tech", "17169 X Tech", "17310 NEW Energy", "17310 S Utilities"]);
        ListedSymbols.Same.Rename(lists).ShouldBeSameAs(lists);
    }

    [Fact]
    public void Apply_ExDateAfterTheDay_DoesNotCountYet()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10");
        var actions = Table(("2017-01-04", "A", ActionKind.Split, 2, None, null), ("2017-01-04", "A", ActionKind.Rename, None, None, "B"));

        MarketSamples.Rows(BarAdjustment.Apply(raw, actions, PriceAdjustment.Splits, new TradingDate(2017, 1, 3)).Bars).ShouldBe(MarketSamples.Rows(raw));
        MarketSamples.Rows(BarAdjustment.Apply(raw, actions, PriceAdjustment.Splits, new TradingDate(2017, 1, 4)).Bars).ShouldNotBe(MarketSamples.Rows(raw));
    }

    [Fact]
    public void Apply_NothingKnownOrRaw_GivesTheTableItself()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10");

        BarAdjustment.Apply(raw, Table(), PriceAdjustment.TotalReturn, Late).Bars.ShouldBeSameAs(raw);
        BarAdjustment.Apply(raw, Table(("2017-01-04", "A", ActionKind.Split, 2, None, null)), PriceAdjustment.Raw, Late).Bars.ShouldBeSameAs(raw);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_AnyActions_ReturnsAreThoseOfAHolder(int seed)
    {
        var random = new Random(seed);
        var (raw, actions, shares) = Market(random, days: 300);

        var total = BarAdjustment.Apply(raw, actions, PriceAdjustment.TotalReturn, Late).Bars;
        var splits = BarAdjustment.Apply(raw, actions, PriceAdjustment.Splits, Late).Bars;

        var rawClose = raw.Float64("close");
        for (var day = 1; day < rawClose.Length; day++)
        {
            var (ratio, payment) = shares[day];
            // One share before becomes so many after; what was paid is reinvested at the close before (the terms of the factor 1 − D / P).
            var holder = rawClose[day] * ratio / (rawClose[day - 1] - payment);
            (total.Float64("close")[day] / total.Float64("close")[day - 1]).ShouldBe(holder, 1e-9 * holder);
            (splits.Float64("close")[day] / splits.Float64("close")[day - 1]).ShouldBe(rawClose[day] * ratio / rawClose[day - 1], 1e-9 * holder);
            var money = splits.Float64("close")[day] * splits.Float64("volume")[day];
            money.ShouldBe(rawClose[day] * raw.Float64("volume")[day], 1e-9 * money);
            total.Float64("volume")[day].ShouldBe(splits.Float64("volume")[day]);
        }

        total.Float64("close")[^1].ShouldBe(rawClose[^1], "the last day is at its own terms");
    }

    [Fact]
    public void Apply_PricesInAnotherUnit_ScalesTheResult()
    {
        var (raw, actions, _) = Market(new Random(5), days: 200);
        var scaled = Scaled(raw, 4);
        var scaledActions = new Table(actions.SchemaId, [.. actions.Columns.Select(column => column.Name == "amount"
            ? new Float64Column("amount", [.. actions.Float64("amount").Select(amount => amount * 4)])
            : column)]);

        var one = BarAdjustment.Apply(raw, actions, PriceAdjustment.TotalReturn, Late).Bars.Float64("close");
        var four = BarAdjustment.Apply(scaled, scaledActions, PriceAdjustment.TotalReturn, Late).Bars.Float64("close");

        four.ShouldBe(one.Select(close => close * 4));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Read_ALaterActionBecomesKnown_ChangesNoByteOfWhatWasReadBefore(int seed)
    {
        using var folder = new TemporaryFolder();
        using var store = new FolderArtifactStore(folder.Path);
        var (raw, actions, _) = Market(new Random(seed), days: 250);
        var bars = ObservedBars.From(raw, day => new DateTimeOffset(day.ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero), "test");
        var whole = new SnapshotReader(store, new SnapshotBuilder(store, "m", synthetic: false).Append(bars).Append(actions).Build());

        foreach (var day in Enumerable.Range(1, 9).Select(part => new TradingDate(raw.Date("date")[part * 25])))
        {
            var instant = new DateTimeOffset(day.ToDateOnly(), new TimeOnly(23, 0), TimeSpan.Zero);
            int[] rows = [.. Enumerable.Range(0, actions.RowCount).Where(row => actions.Date("ex_date")[row] <= day.DayNumber)];
            var until = new ObservedTableBuilder(ObservedDataset.Actions);
            foreach (var row in rows)
            {
                until.Add(
                    new TradingDate(actions.Date("ex_date")[row]),
                    InstantColumn.InstantOf(actions.Instant("known_at")[row]),
                    "test",
                    ["A", actions.Text("kind").At(row), null],
                    [actions.Float64("ratio")[row], actions.Float64("amount")[row]]);
            }

            var then = new SnapshotReader(store, new SnapshotBuilder(store, "m", synthetic: false).Append(bars).Append(until.Build()).Build());

            store.PutTable(BarAdjustment.Read(whole, instant, PriceAdjustment.TotalReturn).Bars)
                .ShouldBe(store.PutTable(BarAdjustment.Read(then, instant, PriceAdjustment.TotalReturn).Bars));
        }
    }

    [Fact]
    public void Read_CorrectedAndWithdrawnActions_CountAsKnownThen()
    {
        using var folder = new TemporaryFolder();
        using var store = new FolderArtifactStore(folder.Path);
        var day = new TradingDate(2017, 1, 4);
        DateTimeOffset Evening(int later) => new(day.AddDays(later).ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero);
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,A,45,60,40,50,30");
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        actions.Add(day, Evening(-1), "test", ["A", ActionKind.Split, null], [3, None]);
        actions.Add(day, Evening(1), "test", ["A", ActionKind.Split, null], [2, None]);
        actions.Retract(day, Evening(2), "test", "A", ActionKind.Split);
        var reader = new SnapshotReader(store, new SnapshotBuilder(store, "m", synthetic: false)
            .Append(ObservedBars.From(raw, _ => Evening(-1), "test")).Append(actions.Build()).Build());

        double FirstClose(int later) => BarAdjustment.Read(reader, Evening(later), PriceAdjustment.Splits).Bars.Float64("close")[0];

        FirstClose(0).ShouldBe(100 / 3.0, 1e-12);
        FirstClose(1).ShouldBe(50);
        FirstClose(2).ShouldBe(100);
    }

    [Fact]
    public void Read_Span_GivesTheSameFactorsAsTheWhole()
    {
        using var folder = new TemporaryFolder();
        using var store = new FolderArtifactStore(folder.Path);
        var (raw, actions, _) = Market(new Random(8), days: 250);
        var bars = ObservedBars.From(raw, day => new DateTimeOffset(day.ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero), "test");
        var reader = new SnapshotReader(store, new SnapshotBuilder(store, "m", synthetic: false).Append(bars).Append(actions).Build());
        var instant = new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var whole = BarAdjustment.Read(reader, instant, PriceAdjustment.TotalReturn).Bars;
        var part = BarAdjustment.Read(reader, instant, PriceAdjustment.TotalReturn, new DateSpan(new TradingDate(raw.Date("date")[50]), new TradingDate(raw.Date("date")[99]))).Bars;

        part.Float64("close").ShouldBe(whole.Float64("close")[50..100]);
    }

    /// <summary>A share with random splits and dividends: raw bars, actions known on the eve of their ex-date, and per day its ratio and payment.</summary>
    private static (Table Raw, Table Actions, (double Ratio, double Payment)[] Terms) Market(Random random, int days)
    {
        var first = new TradingDate(2017, 1, 2);
        var close = 100.0;
        var numbers = Enumerable.Range(0, 5).Select(_ => new double[days]).ToArray();
        var terms = new (double Ratio, double Payment)[days];
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        double[] ratios = [2, 3, 1.5, 7, 0.1, 0.25];
        for (var day = 0; day < days; day++)
        {
            terms[day] = (1, 0);
            var date = first.AddDays(day);
            var eve = new DateTimeOffset(date.AddDays(-1).ToDateOnly(), new TimeOnly(22, 0), TimeSpan.Zero);
            if (day > 0 && random.Next(20) == 0)
            {
                terms[day].Payment = close * random.NextDouble() * 0.05;
                actions.Add(date, eve, "test", ["A", ActionKind.CashDividend, null], [None, terms[day].Payment]);
            }

            if (day > 0 && random.Next(40) == 0)
            {
                terms[day].Ratio = ratios[random.Next(ratios.Length)];
                actions.Add(date, eve, "test", ["A", ActionKind.Split, null], [terms[day].Ratio, None]);
            }

            close = (close - terms[day].Payment) / terms[day].Ratio * (1 + ((random.NextDouble() - 0.5) * 0.04));
            (numbers[0][day], numbers[1][day], numbers[2][day], numbers[3][day]) = (close, close * 1.01, close * 0.99, close);
            numbers[4][day] = random.Next(1000, 9000);
        }

        var raw = MarketSamples.RawTable(
            [.. Enumerable.Range(0, days).Select(day => first.AddDays(day).DayNumber)],
            [.. Enumerable.Repeat("A", days)],
            numbers,
            [.. Enumerable.Range(1, days).Select(line => (long)line)]);
        return (raw, actions.Build(), terms);
    }

    private static Table Scaled(Table raw, double factor) => MarketSamples.RawTable(
        raw.Date("date"),
        [.. Enumerable.Range(0, raw.RowCount).Select(row => raw.Text("symbol").At(row))],
        [.. new[] { "open", "high", "low", "close" }.Select(name => raw.Float64(name).Select(price => price * factor).ToArray()), raw.Float64("volume")],
        raw.Int64("line"));

    private static Table Apply(
        Table raw, PriceAdjustment adjustment, params IReadOnlyList<(string Day, string Symbol, string Kind, double Ratio, double Amount, string? Next)> actions)
    {
        var adjusted = BarAdjustment.Apply(raw, Table(actions), adjustment, Late);
        adjusted.Ignored.ShouldBeEmpty();
        return adjusted.Bars;
    }

    private static Table Table(params IReadOnlyList<(string Day, string Symbol, string Kind, double Ratio, double Amount, string? Next)> actions)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        foreach (var (day, symbol, kind, ratio, amount, next) in actions)
        {
            builder.Add(TradingDate.Parse(day), DateTimeOffset.UnixEpoch, "test", [symbol, kind, next], [ratio, amount]);
        }

        return builder.Build();
    }
}
