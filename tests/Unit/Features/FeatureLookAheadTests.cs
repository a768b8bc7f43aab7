using Assay.Features;
using Assay.Features.Catalogue;

namespace Assay.Tests.Unit.Features;

public sealed class FeatureLookAheadTests
{
    public static TheoryData<string, FeatureNormalisation> Cases()
    {
        var cases = new TheoryData<string, FeatureNormalisation>();
        foreach (var feature in FeatureCatalogue.All)
        {
            foreach (var normalisation in Enum.GetValues<FeatureNormalisation>())
            {
                cases.Add(feature.Name, normalisation);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Build_FutureBarsMembersAndSectorsChanged_NothingBeforeChanges(string name, FeatureNormalisation normalisation)
    {
        var axis = FormulaMarket.Axis(320, 7);
        var market = FormulaMarket.Bars(axis);
        var universe = FormulaMarket.Everyone(axis);
        var options = FeatureSettings.Of(normalisation, name);
        var before = FeatureBuilder.Build(market, universe, options, maximumThreads: 1);

        foreach (var lastKept in new[] { 260, 281, 300, 318 })
        {
            var after = FeatureBuilder.Build(
                FormulaMarket.WithOtherFuture(market, lastKept), FormulaMarket.WithOtherFuture(universe, lastKept), options, maximumThreads: 1);

            Bits(after.OfSessions(0, lastKept + 1)).ShouldBe(Bits(before.OfSessions(0, lastKept + 1)));
            Bits(after.OfSessions(lastKept + 1, 320)).ShouldNotBe(Bits(before.OfSessions(lastKept + 1, 320)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Build_SessionsAddedBeforeTheFirst_LaterValuesKeepTheirBits(string name, FeatureNormalisation normalisation)
    {
        const int Dropped = 37;
        var axis = FormulaMarket.Axis(340, 5);
        var whole = FeatureBuilder.Build(
            FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), FeatureSettings.Of(normalisation, name), maximumThreads: 1);
        var late = Shortened.Bars(FormulaMarket.Bars(axis), Dropped);
        var part = FeatureBuilder.Build(late, FormulaMarket.Everyone(late.Axis), FeatureSettings.Of(normalisation, name), maximumThreads: 1);

        Bits(part.OfSessions(260, 340 - Dropped)).ShouldBe(Bits(whole.OfSessions(260 + Dropped, 340)));
    }

    private static int[] Bits(ReadOnlyMemory<float> values)
    {
        var bits = new int[values.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToInt32Bits(values.Span[i]);
        }

        return bits;
    }
}
