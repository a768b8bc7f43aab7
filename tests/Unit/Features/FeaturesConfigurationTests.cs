using Assay.Configuration;
using Assay.Features;
using Assay.Features.Catalogue;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Features;

public sealed class FeaturesConfigurationTests
{
    [Fact]
    public void Read_FileOfTheRepository_HoldsTheDecisions()
    {
        var folder = Path.Combine(SharedData.FindCheckout()!, "config");

        var read = new ConfigurationFolder(folder).Read(FeaturesConfiguration.FileName, new FeaturesConfigurationValidator());

        read.Features.Enabled.Count.ShouldBe(24);
        read.Features.Normalisation.ShouldBe(FeatureNormalisation.Rank);
        read.Label.HorizonSessions.ShouldBe(5);
        read.Label.EndOffsetSessions.ShouldBe(6);
        read.Regime.RiskOffVolatilityQuantile.ShouldBe(0.8);
        read.Regime.EstablishedSessions.ShouldBe(504);
    }

    [Fact]
    public void Read_UnknownFeatureAndHorizon_AreBothNamed()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Path.Combine(SharedData.FindCheckout()!, "config", FeaturesConfiguration.FileName))
            .Replace("- skewness_63", "- skewness_64", StringComparison.Ordinal)
            .Replace("horizon_sessions: 5", "horizon_sessions: 6", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, FeaturesConfiguration.FileName), text);

        var fault = Should.Throw<ConfigurationException>(
            () => new ConfigurationFolder(folder.Path).Read(FeaturesConfiguration.FileName, new FeaturesConfigurationValidator()));

        fault.Message.ShouldContain("'skewness_64' is not in the catalogue");
        fault.Message.ShouldContain("the horizon must be 1, 5, 20 or 60 sessions");
    }

    [Fact]
    public void FormatsPage_FeatureTable_IsTheCatalogue()
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.FindCheckout()!, "docs", "formats.md"));

        foreach (var feature in FeatureCatalogue.All)
        {
            lines.ShouldContain($"| {feature.Name} | {feature.Formula} | {feature.LookbackSessions} | {feature.Source} |");
        }
    }
}
