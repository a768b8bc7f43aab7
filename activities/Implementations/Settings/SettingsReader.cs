using Assay.Backtesting.Measures;
using Assay.Configuration;
using Assay.Features;
using Assay.Live;
using Assay.MarketData;
using Assay.Models.Splits;
using Assay.Models.Training;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Release;
using Assay.Selection;

namespace Assay.Activities.Settings;

/// <summary>Reads the folder <c>config/</c>.</summary>
public static class SettingsReader
{
    /// <exception cref="ConfigurationException">A file is missing or holds a wrong key or value.</exception>
    public static AssaySettings Read(string folder)
    {
        var files = new ConfigurationFolder(folder);
        return new AssaySettings
        {
            Market = files.Read(MarketConfiguration.FileName, new MarketConfigurationValidator()),
            Features = files.Read(FeaturesConfiguration.FileName, new FeaturesConfigurationValidator()),
            Splits = files.Read(SplitsConfiguration.FileName, new SplitsConfigurationValidator()),
            Models = files.Read(TrainingSettings.FileName, new TrainingSettingsValidator()),
            Portfolio = files.Read("portfolio.yaml", new PortfolioOptionsValidator()),
            Costs = files.Read("costs.yaml", new CostOptionsValidator()),
            Statistics = files.Read("statistics.yaml", new StatisticsOptionsValidator()),
            Selection = files.Read("gates.yaml", new SelectionOptionsValidator()),
            Release = files.Read("release.yaml", new ReleaseOptionsValidator()),
            Live = files.Read("live.yaml", new LiveOptionsValidator()),
            Runtime = files.Read(RuntimeOptions.FileName, new RuntimeOptionsValidator()),
        };
    }
}
