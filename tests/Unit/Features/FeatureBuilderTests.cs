using Assay.Features;
using Assay.Features.Catalogue;
using Assay.MarketData.Panels;

namespace Assay.Tests.Unit.Features;

public sealed class FeatureBuilderTests
{
    public static TheoryData<string> Names { get; } = [.. FeatureCatalogue.All.Select(feature => feature.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Build_FullHistory_IsDefinedFromTheLookbackOn(string name)
    {
        var axis = FormulaMarket.Axis(320, 4);
        var matrix = FeatureBuilder.Build(
            FormulaMarket.Bars(axis, withGap: false), FormulaMarket.Everyone(axis), FeatureSettings.Of(FeatureNormalisation.None, name), 1);

        var lookback = FeatureCatalogue.Get(name).LookbackSessions;
        matrix.OfSessions(0, lookback).ToArray().ShouldAllBe(value => float.IsNaN(value));
        matrix.OfSessions(lookback, 320).ToArray().ShouldAllBe(value => float.IsFinite(value));
    }

    /// <summary>What closes cannot tell is missing on every row, and what they can tell is what whole bars tell; which of the two depends on the formula alone.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Build_ClosesAlone_IsMissingOrTheSame(string name)
    {
        string[] ofMore = ["amihud_illiquidity_21", "dollar_volume_21", "volume_surprise_5_63", "high_proximity_252", "parkinson_volatility_21", "close_location_10", "overnight_return_21"];
        var axis = FormulaMarket.Axis(320, 6);
        var market = FormulaMarket.Bars(axis);
        var alone = new MarketPanel(Panel.Empty(axis), Panel.Empty(axis), Panel.Empty(axis), market.Close, Panel.Empty(axis));
        var options = FeatureSettings.Of(FeatureNormalisation.Rank, name);

        var whole = FeatureBuilder.Build(market, FormulaMarket.Everyone(axis), options, 1).Values;
        var values = FeatureBuilder.Build(alone, FormulaMarket.Everyone(axis), options, 1).Values;

        values.Length.ShouldBe(whole.Length);
        if (ofMore.Contains(name))
        {
            values.ShouldAllBe(value => float.IsNaN(value));
        }
        else
        {
            values.ShouldBe(whole);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Build_PricesTimesFour_LeaveScaleFreeFeaturesAlone(string name)
    {
        var axis = FormulaMarket.Axis(320, 4);
        var market = FormulaMarket.Bars(axis);
        var scaled = new MarketPanel(Times(market.Open), Times(market.High), Times(market.Low), Times(market.Close), market.Volume);
        var options = FeatureSettings.Of(FeatureNormalisation.None, name);

        var before = FeatureBuilder.Build(market, FormulaMarket.Everyone(axis), options, 1).Values;
        var after = FeatureBuilder.Build(scaled, FormulaMarket.Everyone(axis), options, 1).Values;

        // Four is a power of two, so scaling costs no bit.
        after.AsSpan().SequenceEqual(before).ShouldBe(FeatureCatalogue.Get(name).IsScaleFree);

        static Panel Times(Panel panel) => new(panel.Axis, [.. panel.Values.Select((price, place) => place / panel.Axis.SessionCount == 2 ? 4.0 * price : price)]);
    }

    [Fact]
    public void Build_UniverseWithoutMembers_SaysWhatToDo()
    {
        var axis = FormulaMarket.Axis(40, 4);
        var everyone = FormulaMarket.Everyone(axis);
        var nobody = new UniversePanel(axis, new bool[axis.Length], everyone.SectorCode, everyone.Sectors);

        Should.Throw<FeatureException>(() => FeatureBuilder.Build(FormulaMarket.Bars(axis), nobody, FeatureSettings.Of(FeatureNormalisation.Rank), 1))
            .Message.ShouldBe("No symbol is a member of the universe and traded on any session; bring more history, or ask for less in market.yaml, section universe.");
    }

    [Fact]
    public void Build_SymbolsInAnotherOrder_PermutesTheRows()
    {
        const int Symbols = 8;
        var axis = FormulaMarket.Axis(320, Symbols);
        var market = FormulaMarket.Bars(axis);
        var universe = FormulaMarket.Everyone(axis);
        var options = FeatureSettings.Of(FeatureNormalisation.None);
        var turned = new MarketPanel(Turn(market.Open), Turn(market.High), Turn(market.Low), Turn(market.Close), Turn(market.Volume));
        var turnedUniverse = new UniversePanel(
            axis, universe.Member, [.. Enumerable.Range(0, Symbols).Reverse().SelectMany(s => universe.SectorCode.Skip(s * 320).Take(320))], universe.Sectors);

        var before = FeatureBuilder.Build(market, universe, options, 1);
        var after = FeatureBuilder.Build(turned, turnedUniverse, options, 1);

        after.RowCount.ShouldBe(before.RowCount);
        for (var row = 0; row < before.RowCount; row++)
        {
            var session = before.Rows.SessionIndex[row];
            var others = before.Rows.SessionOffsets[session + 1] - 1 - (row - before.Rows.SessionOffsets[session]);
            after.Rows.SymbolIndex[others].ShouldBe(Symbols - 1 - before.Rows.SymbolIndex[row]);
            for (var f = 0; f < before.FeatureCount; f++)
            {
                // Sums over names run in the order of names, so the last bits may differ.
                var expected = before.Row(row)[f];
                (after.Row(others)[f].Equals(expected) || Math.Abs(after.Row(others)[f] - expected) <= 1e-5 * (1 + Math.Abs(expected)))
                    .ShouldBeTrue($"{before.FeatureNames[f]}, row {row}");
            }
        }

        static Panel Turn(Panel panel) =>
            new(panel.Axis, [.. Enumerable.Range(0, Symbols).Reverse().SelectMany(s => panel.HistoryOf(s).ToArray())]);
    }

    [Fact]
    public void Build_OneOrFourThreads_GiveTheSameBits()
    {
        var axis = FormulaMarket.Axis(320, 20);
        var options = FeatureSettings.Of(FeatureNormalisation.Rank);

        var one = FeatureBuilder.Build(FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), options, 1);
        var four = FeatureBuilder.Build(FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), options, 4);

        four.Values.AsSpan().SequenceEqual(one.Values).ShouldBeTrue();
    }

    [Fact]
    public void Build_Ranks_SpreadEachSessionOverMinusOneToOne()
    {
        var axis = FormulaMarket.Axis(320, 9);
        var matrix = FeatureBuilder.Build(
            FormulaMarket.Bars(axis, withGap: false), FormulaMarket.Everyone(axis), FeatureSettings.Of(FeatureNormalisation.Rank, "volatility_21"), 1);

        for (var session = 21; session < 320; session++)
        {
            matrix.OfSessions(session, session + 1).ToArray().Order().ShouldBe([-1f, -0.75f, -0.5f, -0.25f, 0f, 0.25f, 0.5f, 0.75f, 1f]);
        }
    }

    [Fact]
    public void Build_BarMissingOrNotAMember_HasNoRow()
    {
        var axis = FormulaMarket.Axis(300, 3);
        var universe = FormulaMarket.Everyone(axis);
        universe.Member[axis.IndexOf(290, 2)] = false;

        var rows = FeatureBuilder.Build(FormulaMarket.Bars(axis), universe, FeatureSettings.Of(FeatureNormalisation.None, "reversal_5"), 1).Rows;

        SymbolsOn(279).ShouldBe([0, 1, 2]);
        SymbolsOn(281).ShouldBe([0, 2]);
        SymbolsOn(290).ShouldBe([0, 1]);

        int[] SymbolsOn(int session) => rows.SymbolIndex[rows.SessionOffsets[session]..rows.SessionOffsets[session + 1]];
    }

    [Fact]
    public void Build_PriceThatNeverMoves_LeavesRatiosUndefined()
    {
        var axis = FormulaMarket.Axis(320, 2);
        var market = FormulaMarket.Bars(axis, withGap: false);
        foreach (var panel in new[] { market.Open, market.High, market.Low, market.Close })
        {
            panel.Values.AsSpan(0, 320).Fill(17.3);
        }

        string[] names = ["bollinger_position_20", "trend_correlation_63", "relative_strength_14", "close_location_10", "skewness_63", "amihud_illiquidity_21"];
        var matrix = FeatureBuilder.Build(market, FormulaMarket.Everyone(axis), FeatureSettings.Of(FeatureNormalisation.None, names), 1);

        matrix.Row(matrix.Rows.SessionOffsets[319]).ToArray().ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void ToTable_AndBack_KeepsRowsNamesAndBits()
    {
        var axis = FormulaMarket.Axis(290, 4);
        var matrix = FeatureBuilder.Build(FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), FeatureSettings.Of(FeatureNormalisation.Rank), 1);

        var table = matrix.ToTable();
        var read = FeatureMatrix.FromTable(table, axis);

        table.SchemaId.ShouldBe("assay.features/1");
        read.FeatureNames.ShouldBe(matrix.FeatureNames);
        read.Rows.SessionIndex.ShouldBe(matrix.Rows.SessionIndex);
        read.Rows.SymbolIndex.ShouldBe(matrix.Rows.SymbolIndex);
        read.Values.AsSpan().SequenceEqual(matrix.Values).ShouldBeTrue();
        RowIndex.AxisOf(table).Sessions.ShouldBe(axis.Sessions);
        RowIndex.AxisOf(table).Symbols.ShouldBe(axis.Symbols);
    }

    [Fact]
    public void FromTable_SymbolThatTheBarsDoNotHave_SaysWhichRow()
    {
        var axis = FormulaMarket.Axis(30, 4);
        var matrix = FeatureBuilder.Build(
            FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), FeatureSettings.Of(FeatureNormalisation.Rank, "reversal_5"), 1);

        Should.Throw<FeatureException>(() => FeatureMatrix.FromTable(matrix.ToTable(), FormulaMarket.Axis(30, 3))).Message.ShouldContain("row 3: 2015-01-01 S003");
    }
}
