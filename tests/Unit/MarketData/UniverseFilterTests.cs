using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Actions;
using Assay.MarketData.Panels;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.MarketData.Universe;
using Assay.Numerics.Randomness;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

/// <summary>Each filter of the universe by itself: what it leaves out, that it is counted, and that no later day moves it.</summary>
public sealed class UniverseFilterTests
{
    private const int Sessions = 60;
    private const int Symbols = 8;
    private const int Cut = 35;
    private const string Members = "reference/sp500_membership_snapshots.csv.gz";
    private static readonly string[] LeftOut = ["not_in_index", "short_history", "low_price", "low_dollar_volume"];

    private static readonly UniverseOptions Open = new()
    {
        MinimumHistorySessions = 1,
        MinimumPrice = 0,
        DollarVolumeSessions = 5,
        MinimumDollarVolume = 0,
        SectorNames = [],
    };

    public static TheoryData<string> Filters => [.. LeftOut];

    [Theory]
    [MemberData(nameof(Filters))]
    public void Select_TheFutureOfOneFilterChanges_ChangesNothingBefore(string filter)
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var random = SeededStream.Derive(seed, filter);
            var (market, membership) = RandomMarket(random);
            var (otherMarket, otherMembership) = RandomMarket(random);
            var options = Only(filter);

            var before = UniverseBuilder.Select(market, membership, options);
            var after = UniverseBuilder.Select(Splice(market, otherMarket), Splice(membership, otherMembership, market.Axis.Sessions[Cut]), options);

            for (var session = 0; session <= Cut; session++)
            {
                Row(after, session).ShouldBe(Row(before, session), $"seed {seed}");
                MembersOf(after.Universe, session).ShouldBe(MembersOf(before.Universe, session), $"seed {seed}");
            }

            Enumerable.Range(0, Cut + 1).Sum(session => before.Counts.Int32(filter)[session]).ShouldBeGreaterThan(0, "the filter must have had something to leave out");
            Enumerable.Range(Cut + 1, Sessions - Cut - 1).Any(session => !MembersOf(after.Universe, session).SequenceEqual(MembersOf(before.Universe, session)))
                .ShouldBeTrue("the future must have been another");
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Select_OneFilter_IsTheOnlyOneCounted(string filter)
    {
        var (market, membership) = RandomMarket(new SeededStream(3));

        var counts = UniverseBuilder.Select(market, membership, Only(filter)).Counts;

        // A first bar has no history, and before the first list nobody is known: these two are always asked.
        foreach (var other in LeftOut.Where(name => name != filter && name is not ("not_in_index" or "short_history")))
        {
            counts.Int32(other).ShouldAllBe(count => count == 0);
        }

        counts.Int32(filter).Sum().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Select_EverySession_CountsEachSymbolWithABarOnce()
    {
        var (market, membership) = RandomMarket(new SeededStream(7));
        var options = Open with { MinimumHistorySessions = 10, MinimumPrice = 6, MinimumDollarVolume = 1_500 };

        var selection = UniverseBuilder.Select(market, membership, options);

        selection.Counts.SchemaId.ShouldBe(MarketDataSchemas.UniverseCounts);
        for (var session = 0; session < Sessions; session++)
        {
            var bars = Enumerable.Range(0, Symbols).Count(symbol => !double.IsNaN(market.Close[session, symbol]));
            selection.Counts.Int32("with_bar")[session].ShouldBe(bars);
            selection.Counts.Int32("members")[session].ShouldBe(MembersOf(selection.Universe, session).Length);
            LeftOut.Append("members").Sum(name => selection.Counts.Int32(name)[session]).ShouldBe(bars);
        }

        LeftOut.ShouldAllBe(name => selection.Counts.Int32(name).Sum() > 0);
    }

    [Fact]
    public void Select_VolumeUnknown_IsAMemberThatIsCountedAsNotChecked()
    {
        var axis = new PanelAxis([.. Enumerable.Range(0, 4).Select(day => new TradingDate(16_000 + day))], ["A", "B", "C"]);
        var close = new Panel(axis, [10, 10, 10, 10, 10, 10, 10, 10, 4, 4, 4, 4]);
        var volume = new Panel(axis, [double.NaN, double.NaN, double.NaN, 1, 500, double.NaN, 500, 0, double.NaN, double.NaN, double.NaN, double.NaN]);
        var market = new MarketPanel(close, close, close, close, volume);

        var selection = UniverseBuilder.Select(market, null, Open with { DollarVolumeSessions = 2, MinimumPrice = 5, MinimumDollarVolume = 2_000 });

        // A is unknown until its first volume, which is too small; B is checked by what is known of its window; C is too cheap, known or not.
        selection.Counts.Int32("members").ShouldBe([0, 2, 2, 1]);
        selection.Counts.Int32("volume_unknown").ShouldBe([0, 1, 1, 0]);
        MembersOf(selection.Universe, 3).ShouldBe([1]);
    }

    [Fact]
    public void Select_EveryVolumeKnown_HasNoColumnOfUnknownOnes() =>
        UniverseBuilder.Select(RandomMarket(new SeededStream(23)).Market, null, Open).Counts.Columns.Select(column => column.Name).ShouldNotContain("volume_unknown");

    [Fact]
    public void Select_RowsOfAListInAnotherOrder_IsTheSame()
    {
        var (market, membership) = RandomMarket(new SeededStream(11));
        var dates = membership.Date("known_since");
        var order = Enumerable.Range(0, membership.RowCount).OrderBy(row => dates[row]).ThenByDescending(row => row).ToArray();

        var first = UniverseBuilder.Select(market, membership, Open);
        var second = UniverseBuilder.Select(market, Take(membership, order), Open);

        second.Universe.Member.ShouldBe(first.Universe.Member);
        second.Universe.SectorCode.ShouldBe(first.Universe.SectorCode);
    }

    [Fact]
    public void Select_PricesInAnotherCurrency_IsTheSameWithThresholdsInIt()
    {
        var (market, membership) = RandomMarket(new SeededStream(13));
        var options = Open with { MinimumPrice = 6, MinimumDollarVolume = 1_500 };
        var scaled = market with { Close = new Panel(market.Axis, [.. market.Close.Values.Select(close => close * 4)]) };

        var universe = UniverseBuilder.Build(market, membership, options);

        UniverseBuilder.Build(scaled, membership, options with { MinimumPrice = 24, MinimumDollarVolume = 6_000 }).Member.ShouldBe(universe.Member);
        UniverseBuilder.Build(scaled, membership, options).Member.ShouldNotBe(universe.Member);
    }

    [Fact]
    public void Select_SharesSplit_ChangesNothingButThePrice()
    {
        var (market, membership) = RandomMarket(new SeededStream(17));
        var options = Open with { MinimumDollarVolume = 1_500 };
        var split = market with
        {
            Close = new Panel(market.Axis, [.. market.Close.Values.Select(close => close / 2)]),
            Volume = new Panel(market.Axis, [.. market.Volume.Values.Select(volume => volume * 2)]),
        };

        UniverseBuilder.Build(split, membership, options).Member.ShouldBe(UniverseBuilder.Build(market, membership, options).Member);
    }

    /// <summary>A split, a dividend and a rename of later change neither what was paid on a day nor who was in the index then.</summary>
    [Fact]
    public void Select_ReadAfterLaterActions_IsTheUniverseOfThen()
    {
        const int ActionSession = 50;
        var (market, membership) = RandomMarket(new SeededStream(23));
        var axis = market.Axis;
        var cells = Enumerable.Range(0, axis.Length).Where(cell => !double.IsNaN(market.Close.Values[cell])).OrderBy(cell => cell % Sessions).ThenBy(cell => cell / Sessions).ToArray();
        double[] closes = [.. cells.Select(cell => market.Close.Values[cell])];
        var raw = MarketSamples.RawTable(
            [.. cells.Select(cell => axis.Sessions[cell % Sessions].DayNumber)],
            [.. cells.Select(cell => axis.Symbols[cell / Sessions])],
            [closes, closes, closes, closes, [.. cells.Select(cell => market.Volume.Values[cell])]],
            [.. cells.Select(cell => (long)cell)]);
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        var day = axis.Sessions[ActionSession];
        actions.Add(day, DateTimeOffset.UnixEpoch, "test", ["S1", ActionKind.Split, null], [4, double.NaN]);
        actions.Add(day, DateTimeOffset.UnixEpoch, "test", ["S2", ActionKind.Rename, "T2"], [double.NaN, double.NaN]);
        actions.Add(day, DateTimeOffset.UnixEpoch, "test", ["S3", ActionKind.CashDividend, null], [double.NaN, 3]);
        var options = Open with { MinimumPrice = 8, MinimumDollarVolume = 1_500 };
        var then = UniverseBuilder.Select(PanelBuilder.Build(QualityGate.Inspect(raw, MarketSamples.Quality).Bars), membership, options).Universe;

        var read = BarAdjustment.Apply(raw, actions.Build(), PriceAdjustment.TotalReturn, axis.Sessions[^1]);
        var later = PanelBuilder.Build(QualityGate.Inspect(read.Bars, MarketSamples.Quality).Bars);
        var lists = read.Symbols.Rename(membership);
        var universe = UniverseBuilder.Select(later, lists, options, PaidPrices.Of(read.Paid.ShouldNotBeNull(), later)).Universe;

        string[] Names(UniversePanel panel) => [.. Enumerable.Range(0, ActionSession).Select(session => string.Join(' ', MembersOf(panel, session).Select(symbol => panel.Axis.Symbols[symbol].Replace('T', 'S')).Order(StringComparer.Ordinal)))];
        Names(universe).ShouldBe(Names(then));
        Names(universe).ShouldContain(members => members.Contains("S2", StringComparison.Ordinal));
        Names(UniverseBuilder.Select(later, lists, options).Universe).ShouldNotBe(Names(then), "prices adjusted for what came later would leave others out");
        Names(UniverseBuilder.Select(later, membership, options, PaidPrices.Of(read.Paid!, later)).Universe).ShouldNotBe(Names(then), "the lists of then name another symbol");
    }

    [Fact]
    public void Select_OtherNamesOfSectors_AreOneSector()
    {
        var (market, _) = RandomMarket(new SeededStream(19));
        var membership = List((0, "S0", "Healthcare"), (0, "S1", "HEALTHCARE"), (0, "S2", "Health Care"), (0, "S3", "Services"), (0, "S4", "Unknown"));

        var universe = UniverseBuilder.Build(market, membership, Open with { SectorNames = MarketSamples.Shipped().Universe.SectorNames });

        universe.Sectors.ShouldBe(["Unknown", "Health Care", "Services"]);
        var session = Enumerable.Range(5, 50).First(day => MembersOf(universe, day).Length == 5);
        Enumerable.Range(0, 5).Select(symbol => universe.SectorOf(session, symbol)).ShouldBe([1, 1, 1, 2, 0]);
    }

    [SharedDataFact(Members)]
    public void Read_RealLists_HaveOneSpellingPerSectorAndUnknownForTheBlank()
    {
        var raw = MembershipRows.Sectors(SharedData.Find(Members)!);
        var read = MembershipImport.Read(SharedData.Find(Members)!);

        // The defects that the data's README counts.
        raw.Count(sector => sector.Length == 0).ShouldBe(5);
        raw.Count(sector => sector == "Industries").ShouldBe(5);
        raw.Count(sector => sector.Length > 0 && sector != sector.Trim()).ShouldBe(4);
        raw.Count(sector => sector.Trim() == "Telecommunications Services").ShouldBe(87);
        read.RowCount.ShouldBe(31_668);
        var sectors = read.Text("sector");
        var unknown = Enumerable.Range(0, read.RowCount).Where(row => sectors.At(row) == "Unknown").ToArray();

        // The five blank ones, and five names of the first list that are torn at their comma.
        unknown.Select(row => read.Text("symbol").At(row)).ShouldBe(["AVB", "CA", "DV", "FOSL", "WPX", "LYB", "LYB", "LYB", "LYB", "LYB"]);
        sectors.Dictionary.Order(StringComparer.Ordinal).ShouldBe(
            [
                "Communication Services", "Consumer Discretionary", "Consumer Staples", "Energy", "Financials", "Health Care", "Industrials",
                "Information Technology", "Materials", "Real Estate", "Telecommunication Services", "Unknown", "Utilities",
            ]);
    }

    private static UniverseOptions Only(string filter) => filter switch
    {
        "short_history" => Open with { MinimumHistorySessions = 20 },
        "low_price" => Open with { MinimumPrice = 8 },
        "low_dollar_volume" => Open with { MinimumDollarVolume = 1_500 },
        _ => Open,
    };

    private static (MarketPanel Market, Table Membership) RandomMarket(SeededStream random)
    {
        var days = new List<TradingDate>();
        for (var day = new TradingDate(2018, 1, 1); days.Count < Sessions; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                days.Add(day);
            }
        }

        var axis = new PanelAxis([.. days], [.. Enumerable.Range(0, Symbols).Select(symbol => $"S{symbol}")]);
        var close = Panel.Empty(axis);
        var volume = Panel.Empty(axis);
        for (var cell = 0; cell < axis.Length; cell++)
        {
            close.Values[cell] = random.NextDouble() < 0.1 ? double.NaN : 4 + (10 * random.NextDouble());
            volume.Values[cell] = double.IsNaN(close.Values[cell]) ? double.NaN : 300 * random.NextDouble();
        }

        var rows = new List<(int Session, string Symbol, string Sector)>();
        for (var session = 0; session < Sessions; session += 7)
        {
            rows.AddRange(Enumerable.Range(0, Symbols).Where(_ => random.NextDouble() < 0.8).Select(symbol => (session, $"S{symbol}", symbol % 2 == 0 ? "Energy" : "Utilities")));
        }

        return (new MarketPanel(close, close, close, close, volume), List([.. rows]));
    }

    private static Table List(params (int Session, string Symbol, string Sector)[] rows) => new(
        MarketDataSchemas.Membership,
        new DateColumn("known_since", [.. rows.Select(row => new TradingDate(2018, 1, 1).AddDays(row.Session / 5 * 7).DayNumber + (row.Session % 5))]),
        TextColumn.FromTexts("symbol", [.. rows.Select(row => row.Symbol)]),
        TextColumn.FromTexts("name", [.. rows.Select(_ => (string?)null)]),
        TextColumn.FromTexts("sector", [.. rows.Select(row => row.Sector)]));

    /// <summary>The first market up to the cut, the second after it.</summary>
    private static MarketPanel Splice(MarketPanel first, MarketPanel second)
    {
        Panel Join(Panel before, Panel after)
        {
            var joined = new Panel(first.Axis, (double[])before.Values.Clone());
            for (var symbol = 0; symbol < Symbols; symbol++)
            {
                for (var session = Cut + 1; session < Sessions; session++)
                {
                    var cell = first.Axis.IndexOf(session, symbol);
                    joined.Values[cell] = after.Values[cell];
                }
            }

            return joined;
        }

        var close = Join(first.Close, second.Close);
        return first with { Open = close, High = close, Low = close, Close = close, Volume = Join(first.Volume, second.Volume) };
    }

    /// <summary>The first list up to the day, the second from it on: a list counts from the next session.</summary>
    private static Table Splice(Table first, Table second, TradingDate day)
    {
        var early = Enumerable.Range(0, first.RowCount).Where(row => first.Date("known_since")[row] < day.DayNumber).ToArray();
        var late = Enumerable.Range(0, second.RowCount).Where(row => second.Date("known_since")[row] >= day.DayNumber).ToArray();
        string?[] Texts(string name) => [.. early.Select(row => first.Text(name).At(row)), .. late.Select(row => second.Text(name).At(row))];
        return new Table(
            MarketDataSchemas.Membership,
            new DateColumn("known_since", [.. early.Select(row => first.Date("known_since")[row]), .. late.Select(row => second.Date("known_since")[row])]),
            TextColumn.FromTexts("symbol", Texts("symbol")),
            TextColumn.FromTexts("name", Texts("name")),
            TextColumn.FromTexts("sector", Texts("sector")));
    }

    private static Table Take(Table membership, int[] order) => new(
        MarketDataSchemas.Membership,
        new DateColumn("known_since", [.. order.Select(row => membership.Date("known_since")[row])]),
        TextColumn.FromTexts("symbol", [.. order.Select(row => membership.Text("symbol").At(row))]),
        TextColumn.FromTexts("name", [.. order.Select(row => membership.Text("name").At(row))]),
        TextColumn.FromTexts("sector", [.. order.Select(row => membership.Text("sector").At(row))]));

    private static int[] MembersOf(UniversePanel universe, int session) =>
        [.. Enumerable.Range(0, universe.Axis.SymbolCount).Where(symbol => universe.IsMember(session, symbol))];

    private static int[] Row(UniverseSelection selection, int session) =>
        [.. LeftOut.Append("members").Append("with_bar").Select(name => selection.Counts.Int32(name)[session])];

    /// <summary>The sectors of a file as they are spelt in it.</summary>
    private static class MembershipRows
    {
        public static string[] Sectors(string path)
        {
            using var file = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
            using var reader = new StreamReader(file);
            var heading = reader.ReadLine()!.Split(',');
            var place = Array.IndexOf(heading, "sector");
            place.ShouldBe(heading.Length - 1);
            var sectors = new List<string>();
            while (reader.ReadLine() is { } line)
            {
                sectors.Add(line[(line.LastIndexOf(',') + 1)..]);
            }

            return [.. sectors];
        }
    }
}
