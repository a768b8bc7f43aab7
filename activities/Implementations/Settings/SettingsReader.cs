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
            Portfolio = files.Read(PortfolioOptions.FileName, new PortfolioOptionsValidator()),
            Costs = files.Read(CostOptions.FileName, new CostOptionsValidator()),
            Statistics = files.Read(StatisticsOptions.FileName, new StatisticsOptionsValidator()),
            Selection = files.Read(SelectionOptions.FileName, new SelectionOptionsValidator()),
            Release = files.Read(ReleaseOptions.FileName, new ReleaseOptionsValidator()),
            Live = files.Read(LiveOptions.FileName, new LiveOptionsValidator()),
            Runtime = files.Read(RuntimeOptions.FileName, new RuntimeOptionsValidator()),
        };
    }
}
