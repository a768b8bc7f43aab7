using Assay.Features;
using Assay.Features.Catalogue;

namespace Assay.Tests.Unit.Features;

/// <summary>Reference values from feature_reference_values.py beside this file (pandas 1.5.3, numpy 1.24.2).</summary>
public sealed class FeatureReferenceTests
{
    private static readonly (int Symbol, int Session)[] Places = [(0, 300), (1, 283), (1, 300), (2, 319)];

    /// <summary>Name, then the values at <see cref="Places"/>.</summary>
    public static TheoryData<string, double, double, double, double> References { get; } = new()
    {
        { "momentum_252_21", 0.06576790203062877, 0.059675370071417655, 0.10476849333775773, 0.05090598882819597 },
        { "momentum_126_21", -0.02693840675352721, 0.05304568558668343, 0.041197094591212124, 0.08715703160983979 },
        { "reversal_5", -0.08197508950791832, -0.07350796850494379, -0.009164584933479825, 0.02741714747070545 },
        { "reversal_21", -0.14171758942935164, -0.10426580234477667, -0.003045717105313539, 0.01840238965629415 },
        { "overnight_return_21", 0.006162798386510873, 0.004943451718816831, -0.0007902717211152474, -0.0009628128867171486 },
        { "volatility_21", 0.03318933133404062, 0.03580082297298962, 0.03507337845677045, 0.03806165414718392 },
        { "volatility_ratio_21_126", 0.024264457880313058, 0.025940414452046055, 0.008173742555188207, 0.035025525797107646 },
        { "amihud_illiquidity_21", -21.450657159709028, -22.728876236135445, -22.86158964845875, -23.55295378157126 },
        { "dollar_volume_21", 18.18558311729664, 19.548147937666695, 19.618342517126745, 20.39765354676785 },
        { "volume_surprise_5_63", -0.2280303314506883, double.NaN, -0.8476682136176259, -0.007942960621508689 },
        { "high_proximity_252", 0.9972357998212933, 0.984756999024188, 0.9480552046604286, 0.882346647826176 },
        { "parkinson_volatility_21", 0.005839486387242826, 0.005833354003118871, 0.005917873897181256, 0.0059601674104778 },
        { "close_location_10", 0.13703555239832932, double.NaN, -0.030802952329929533, -0.03519649663398518 },
        { "moving_average_gap_50_200", 0.01631897064787135, 0.017878034246852057, 0.016598050064781496, 0.02745373361983027 },
        { "relative_strength_14", 0.5702688212142754, double.NaN, 0.47900284993379133, 0.45877435664834876 },
        { "bollinger_position_20", 2.0440075061257152, 2.1360573754176415, -0.013764089091465093, -0.40650208252998227 },
        { "trend_correlation_63", -0.004848360303182113, -0.41567067458446116, 0.48002929818222567, -0.19475603429421287 },
        { "beta_126", 0.8735664701263202, 0.9185030820597396, 1.0360530603947697, 1.1641523840166825 },
        { "idiosyncratic_volatility_63", 0.026689776172679695, 0.030684114519070545, 0.02670606531489385, 0.029626913964085403 },
        { "residual_momentum_126_21", -0.015066569840431527, 0.010731409826543113, 0.008821425889857201, 0.00925592153207525 },
        { "skewness_63", 0.009059121729112775, 0.039214100401957164, 0.06860221507225919, 0.20063732747376392 },
        { "maximum_return_21", 0.0536427280562326, 0.05515446311819705, 0.05144345284048368, 0.05597697538747348 },
        { "sector_relative_momentum_126_21", -0.03406775067236967, 0.01204216844481798, 0.03406775067236967, 0.0419889553614603 },
        { "sector_relative_reversal_5", -0.03640525228721925, -0.03836356467126001, 0.03640525228721925, 0.02132847948104888 },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void Build_FormulaMarket_EqualsPandas(string name, double first, double second, double third, double fourth)
    {
        var axis = FormulaMarket.Axis(320, 3);
        var matrix = FeatureBuilder.Build(
            FormulaMarket.Bars(axis), FormulaMarket.Everyone(axis), FeatureSettings.Of(FeatureNormalisation.None, name), maximumThreads: 1);

        double[] expected = [first, second, third, fourth];
        for (var i = 0; i < Places.Length; i++)
        {
            var value = ValueAt(matrix, Places[i].Session, Places[i].Symbol);
            if (double.IsNaN(expected[i]))
            {
                value.ShouldBe(double.NaN);
            }
            else
            {
                // Float32 carries 24 bits.
                value.ShouldBe(expected[i], (2e-7 * Math.Abs(expected[i])) + 1e-10);
            }
        }
    }

    [Fact]
    public void References_Catalogue_CoverEveryFeature() =>
        References.Select(row => row.Data.Item1).Order().ShouldBe(FeatureCatalogue.All.Select(feature => feature.Name).Order());

    private static double ValueAt(FeatureMatrix matrix, int session, int symbol)
    {
        for (var row = matrix.Rows.SessionOffsets[session]; row < matrix.Rows.SessionOffsets[session + 1]; row++)
        {
            if (matrix.Rows.SymbolIndex[row] == symbol)
            {
                return matrix.Row(row)[0];
            }
        }

        throw new InvalidOperationException("No such row.");
    }
}
