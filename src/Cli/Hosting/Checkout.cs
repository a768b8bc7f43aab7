using Assay.Activities.Settings;
using Assay.Configuration;
using Assay.MarketData.Calendars;

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

    /// <summary>Absolute path of the home that a command line names; the checkout where it names none.</summary>
    public static string HomeOr(string? told) => Path.GetFullPath(told ?? Folder);
}
