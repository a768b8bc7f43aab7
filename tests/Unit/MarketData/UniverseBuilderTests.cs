using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Panels;
using Assay.MarketData.Universe;
using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.MarketData;

public sealed class UniverseBuilderTests
{
    private static readonly TradingDate Monday = new(2018, 1, 1);

    [Fact]
    public void Build_NoMembershipFile_AdmitsSymbolsWithEnoughBarsBefore()
    {
        var market = Market(sessions: 6, symbols: 2);
        market.Close.Values[market.Axis.IndexOf(0, 1)] = double.NaN;

        var universe = UniverseBuilder.Build(market, null, MarketSamples.Universe);

        MembersOf(universe, 0).ShouldBe([3, 4, 5]);
        MembersOf(universe, 1).ShouldBe([4, 5]);
        universe.Sectors.ShouldBe(["Unknown"]);
    }

    [Fact]
    public void Build_DayWithoutBar_IsNoDayOfMembership()
    {
        var market = Market(sessions: 6, symbols: 1);
        market.Close.Values[4] = double.NaN;

        MembersOf(UniverseBuilder.Build(market, null, MarketSamples.Universe), 0).ShouldBe([3, 5]);
    }

    [Fact]
    public void Build_PriceBelowMinimum_ExcludesThatDayOnly()
    {
        var market = Market(sessions: 6, symbols: 1);
        market.Close.Values[4] = 4.99;

        MembersOf(UniverseBuilder.Build(market, null, MarketSamples.Universe), 0).ShouldBe([3, 5]);
    }

    [Fact]
    public void Build_MedianDollarVolumeBelowMinimum_Excludes()
    {
        var market = Market(sessions: 8, symbols: 1);
        market.Volume.Values[5] = 0;

        // Two-session medians of close 10 × volume 150: 1500, with the empty session 750 on it and on the next.
        MembersOf(UniverseBuilder.Build(market, null, MarketSamples.Universe), 0).ShouldBe([3, 4, 7]);
    }

    [Fact]
    public void Build_OneBlockTradeOrOneHalt_DoesNotMoveTheMedian()
    {
        var options = MarketSamples.Universe with { DollarVolumeSessions = 5 };
        var market = Market(sessions: 12, symbols: 2);
        market.Volume.Values[market.Axis.IndexOf(8, 0)] = 0;
        for (var session = 0; session < 12; session++)
        {
            market.Volume.Values[market.Axis.IndexOf(session, 1)] = session == 8 ? 1e9 : 10;
        }

        var universe = UniverseBuilder.Build(market, null, options);

        MembersOf(universe, 0).ShouldBe([.. Enumerable.Range(3, 9)]);
        MembersOf(universe, 1).ShouldBeEmpty();
    }

    [Fact]
    public void Build_Snapshots_CountFromTheSessionAfterTheyWereKnown()
    {
        var market = Market(sessions: 8, symbols: 3);
        var membership = Membership((4, "S0", "Energy"), (4, "S1", "Utilities"), (6, "S1", "Energy"), (6, "S2", "Unknown"));

        var universe = UniverseBuilder.Build(market, membership, MarketSamples.Universe);

        MembersOf(universe, 0).ShouldBe([5, 6]);
        MembersOf(universe, 1).ShouldBe([5, 6, 7]);
        MembersOf(universe, 2).ShouldBe([7]);
        universe.Sectors.ShouldBe(["Unknown", "Energy", "Utilities"]);
        universe.SectorOf(6, 1).ShouldBe(2);
        universe.SectorOf(7, 1).ShouldBe(1);
        universe.SectorOf(7, 2).ShouldBe(0);
        universe.SectorOf(4, 1).ShouldBe(0);
    }

    [Theory]
    [InlineData("BRK.B", "BRK-B")]
    [InlineData("BRK-B", "BRK.B")]
    [InlineData("BF/B", "BF B")]
    public void Build_OtherSpellingOfAShareClass_IsTheSameSymbol(string inBars, string inSnapshot)
    {
        var market = Market(sessions: 5, inBars);

        MembersOf(UniverseBuilder.Build(market, Membership((0, inSnapshot, "Energy")), MarketSamples.Universe), 0).ShouldBe([3, 4]);
    }

    [Fact]
    public void Build_FutureBarsChange_ChangesNothingBefore()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var random = SeededStream.Derive(seed, "universe");
            var market = RandomMarket(random, sessions: 40, symbols: 6);
            var membership = Membership((0, "S0", "Energy"), (0, "S1", "Energy"), (0, "S2", "Energy"), (20, "S1", "Energy"), (20, "S4", "Utilities"));
            var before = UniverseBuilder.Build(market, membership, MarketSamples.Universe);
            const int Cut = 25;
            var other = RandomMarket(random, sessions: 40, symbols: 6);
            for (var symbol = 0; symbol < 6; symbol++)
            {
                for (var session = Cut + 1; session < 40; session++)
                {
                    var cell = market.Axis.IndexOf(session, symbol);
                    market.Close.Values[cell] = other.Close.Values[cell];
                    market.Volume.Values[cell] = other.Volume.Values[cell];
                }
            }

            var after = UniverseBuilder.Build(market, membership, MarketSamples.Universe);

            Texts(after, Cut).ShouldBe(Texts(before, Cut));
            Texts(before, Cut).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Build_LaterSnapshotsAppended_ChangesNothingBefore()
    {
        var market = Market(sessions: 20, symbols: 3);
        (int, string, string)[] known = [(2, "S0", "Energy"), (2, "S1", "Utilities"), (9, "S1", "Utilities")];

        var before = UniverseBuilder.Build(market, Membership(known), MarketSamples.Universe);
        var after = UniverseBuilder.Build(market, Membership([.. known, (15, "S0", "Financials"), (15, "S2", "Energy")]), MarketSamples.Universe);

        Texts(after, 15).ShouldBe(Texts(before, 15));
        Texts(after, 16).ShouldNotBe(Texts(before, 16));
    }

    [Fact]
    public void ToTable_AndBack_GivesTheSameUniverse()
    {
        var market = RandomMarket(new SeededStream(5), sessions: 40, symbols: 6);
        var universe = UniverseBuilder.Build(market, Membership((0, "S0", "Utilities"), (0, "S3", "Energy"), (0, "S4", "Unknown")), MarketSamples.Universe);

        var table = UniverseTable.ToTable(universe);
        var back = UniverseTable.FromTable(market.Axis, table);

        table.SchemaId.ShouldBe(MarketDataSchemas.Universe);
        back.Member.ShouldBe(universe.Member);
        back.SectorCode.ShouldBe(universe.SectorCode);
        back.Sectors.ShouldBe(universe.Sectors);
    }

    [Fact]
    public void FromTable_RowOutsideTheAxis_IsRefused()
    {
        var table = UniverseTable.ToTable(UniverseBuilder.Build(Market(sessions: 6, symbols: 2), null, MarketSamples.Universe));

        Should.Throw<ArgumentException>(() => UniverseTable.FromTable(Market(sessions: 6, symbols: 1).Axis, table)).Message.ShouldContain("S1");
    }

    private static int[] MembersOf(UniversePanel universe, int symbol) =>
        [.. Enumerable.Range(0, universe.Axis.SessionCount).Where(session => universe.IsMember(session, symbol))];

    private static string[] Texts(UniversePanel universe, int lastSession) =>
    [
        .. from session in Enumerable.Range(0, lastSession + 1)
           from symbol in Enumerable.Range(0, universe.Axis.SymbolCount)
           where universe.IsMember(session, symbol)
           select $"{session} {universe.Axis.Symbols[symbol]} {universe.Sectors[universe.SectorOf(session, symbol)]}",
    ];

    private static Table Membership(params (int Day, string Symbol, string Sector)[] rows) => new(
        MarketDataSchemas.Membership,
        new DateColumn("known_since", [.. rows.Select(row => Monday.AddDays(row.Day).DayNumber)]),
        TextColumn.FromTexts("symbol", [.. rows.Select(row => row.Symbol)]),
        TextColumn.FromTexts("name", [.. rows.Select(_ => (string?)null)]),
        TextColumn.FromTexts("sector", [.. rows.Select(row => row.Sector)]));

    private static MarketPanel Market(int sessions, int symbols) => Market(sessions, [.. Enumerable.Range(0, symbols).Select(symbol => $"S{symbol}")]);

    private static MarketPanel Market(int sessions, params string[] symbols)
    {
        var axis = new PanelAxis([.. Enumerable.Range(0, sessions).Select(Monday.AddDays)], symbols);
        return new MarketPanel(Filled(axis, 10), Filled(axis, 10), Filled(axis, 10), Filled(axis, 10), Filled(axis, 150));
    }

    private static MarketPanel RandomMarket(SeededStream random, int sessions, int symbols)
    {
        var market = Market(sessions, symbols);
        for (var cell = 0; cell < market.Axis.Length; cell++)
        {
            market.Close.Values[cell] = random.NextDouble() < 0.1 ? double.NaN : 4 + (10 * random.NextDouble());
            market.Volume.Values[cell] = double.IsNaN(market.Close.Values[cell]) ? double.NaN : 300 * random.NextDouble();
        }

        return market;
    }

    private static Panel Filled(PanelAxis axis, double value)
    {
        var panel = Panel.Empty(axis);
        Array.Fill(panel.Values, value);
        return panel;
    }
}
