using Assay.Features.Regimes;
using Assay.MarketData.Panels;

namespace Assay.Tests.Unit.Features.Regimes;

public sealed class RegimeDetectorTests
{
    private static readonly RegimeOptions Decided = new()
    {
        MeanWindowSessions = 200,
        VolatilityWindowSessions = 20,
        QuantileWindowSessions = 504,
        RiskOffVolatilityQuantile = 0.8,
        RiskOnVolatilityQuantile = 0.5,
        BreadthWindowSessions = 50,
        RiskOnBreadthFraction = 0.6,
        EstablishedSessions = 504,
    };

    [Fact]
    public void Detect_FirstFiveHundredAndThreeSessions_AreNormalAndMarked()
    {
        var axis = FormulaMarket.Axis(520, 5);

        var regimes = RegimeDetector.Detect(FormulaMarket.Bars(axis, withGap: false), FormulaMarket.Everyone(axis), Decided);

        regimes.Established.Count(established => !established).ShouldBe(503);
        Array.IndexOf(regimes.Established, true).ShouldBe(503);
        regimes.Values[..503].ShouldAllBe(regime => regime == Regime.Normal);
    }

    [Fact]
    public void Detect_CalmRiseThenStormyFall_IsRiskOnThenRiskOff()
    {
        // A restless first year, a calm rise, then a fall with swings.
        var axis = FormulaMarket.Axis(700, 4);
        var close = Panel.Empty(axis);
        for (var s = 0; s < 4; s++)
        {
            var price = 100.0;
            for (var t = 0; t < 700; t++)
            {
                var swing = t % 2 == 0 ? 1.0 : -1.0;
                price *= 1.0 + (t < 300 ? 0.015 * swing : t < 650 ? 0.001 + (0.002 * swing) : -0.01 + (0.04 * swing));
                close.Values[axis.IndexOf(t, s)] = price;
            }
        }

        var regimes = RegimeDetector.Detect(
            new MarketPanel(close, close, close, close, close), FormulaMarket.Everyone(axis), Decided);

        regimes.Values[600].ShouldBe(Regime.RiskOn);
        regimes.Values[649].ShouldBe(Regime.RiskOn);
        regimes.Values[699].ShouldBe(Regime.RiskOff);
    }

    [Fact]
    public void Detect_FutureChanged_NothingBeforeChanges()
    {
        var options = Decided with { MeanWindowSessions = 30, QuantileWindowSessions = 80, BreadthWindowSessions = 15, EstablishedSessions = 60 };
        var axis = FormulaMarket.Axis(320, 6);
        var market = FormulaMarket.Bars(axis);
        var universe = FormulaMarket.Everyone(axis);
        var before = RegimeDetector.Detect(market, universe, options);

        foreach (var lastKept in new[] { 100, 200, 250 })
        {
            var after = RegimeDetector.Detect(
                FormulaMarket.WithOtherFuture(market, lastKept), FormulaMarket.WithOtherFuture(universe, lastKept), options);

            after.Values[..(lastKept + 1)].ShouldBe(before.Values[..(lastKept + 1)]);
            after.Established[..(lastKept + 1)].ShouldBe(before.Established[..(lastKept + 1)]);
            after.Values.ShouldNotBe(before.Values);
        }
    }

    [Fact]
    public void Detect_FormulaMarket_EqualsPandas()
    {
        // feature_reference_values.py in the folder above (pandas 1.5.3, numpy 1.24.2).
        const string Expected =
            "11111111111111111111111111111111111111111111111111111111111222212212211111110010"
            + "00001111111111111122122122221111111111111111111111111111111111111111111010011111"
            + "11122122222222222122112111111100000111111111111111112212212111111111111111111112"
            + "11111111121111111111110000000111112222221212212211211111111110110011111111111111";
        var options = Decided with { MeanWindowSessions = 30, QuantileWindowSessions = 80, BreadthWindowSessions = 15, EstablishedSessions = 60 };
        var axis = FormulaMarket.Axis(320, 3);

        var regimes = RegimeDetector.Detect(FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), options);

        string.Concat(regimes.Values.Select(regime => (int)regime)).ShouldBe(Expected);
    }

    [Fact]
    public void ToTable_AndBack_KeepsEverything()
    {
        var axis = FormulaMarket.Axis(520, 5);
        var regimes = RegimeDetector.Detect(FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), Decided);

        var read = RegimeSeries.FromTable(regimes.ToTable());

        read.Sessions.ShouldBe(regimes.Sessions);
        read.Values.ShouldBe(regimes.Values);
        read.Established.ShouldBe(regimes.Established);
    }
}
