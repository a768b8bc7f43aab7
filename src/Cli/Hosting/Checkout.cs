using Assay.Activities.Data;
using Assay.Activities.Settings;
using Assay.Configuration;
using Assay.MarketData.Calendars;
using Assay.MarketSources.Settings;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Hosting;

/// <summary>The checkout that the program was started from.</summary>
internal static class Checkout
{
    public static string Folder => Environment.GetEnvironmentVariable("ASSAY_ROOT") ?? Directory.GetCurrentDirectory();

    /// <summary>Its folder <c>config/</c>.</summary>
    public static string ConfigurationFolder => Path.Combine(Folder, "config");

    /// <summary>The settings of runs that start now.</summary>
    /// <exception cref="ConfigurationException">A file is missing or holds a wrong key or value.</exception>
    public static AssaySettings Settings() => SettingsReader.Read(ConfigurationFolder);

    /// <summary>The exchanges' calendars as they stand now.</summary>
    /// <exception cref="ConfigurationException">The file of announcements is missing or holds a wrong key or value.</exception>
    public static CalendarBook Calendars() =>
        new(new ConfigurationFolder(ConfigurationFolder).Read(CalendarOptions.FileName, new CalendarOptionsValidator()));

    /// <summary>Where market data are asked for, as it stands now.</summary>
    /// <exception cref="ConfigurationException">The file is missing or holds a wrong key or value.</exception>
    public static SourcesConfiguration Sources() =>
        new ConfigurationFolder(ConfigurationFolder).Read(SourcesConfiguration.FileName, new SourcesConfigurationValidator());

    /// <summary>The same for the fetches of a home: no key may lie in the home or the checkout.</summary>
    /// <param name="home">Absolute path of the home.</param>
    /// <param name="loggers">Told of requests.</param>
    public static FetchSources SourcesOf(string home, ILoggerFactory loggers) => new(Sources, Calendars, new SourceKeys([Folder, home]), loggers);

    /// <summary>Absolute path of the home that a command line names; the checkout where it names none.</summary>
    public static string HomeOr(string? told) => Path.GetFullPath(told ?? Folder);
}
