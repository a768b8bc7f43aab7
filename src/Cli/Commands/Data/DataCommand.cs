using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.MarketData;
using Assay.MarketData.Calendars;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data</c>: everything about market data before a run.</summary>
internal static class DataCommand
{
    private const int LongestSymbol = 32;

    public static Command Build(HostObservers observers) => new("data", "Market data: what is known, since when, and from whom.")
    {
        DataCheckCommand.Build(),
        DataExportCommand.Build(),
        DataFetchCommand.Build(observers),
        DataGenerateCommand.Build(observers),
        DataImportCommand.Build(observers),
        DataPositionsCommand.Build(),
        DataQuoteCommand.Build(),
        DataShowCommand.Build(),
        DataSourcesCommand.Build(),
    };

    /// <summary>Among files a word that nothing knows would be taken for a file.</summary>
    /// <exception cref="UsageException">It is written as an option, and no such file exists.</exception>
    public static void CheckIsNoOption(string path, string command)
    {
        if (path.StartsWith('-') && !Path.Exists(path))
        {
            throw new UsageException($"There is no option '{path}'; 'assay data {command} --help' lists the options.");
        }
    }

    /// <summary>Whether a text can be the symbol of a security; whether there is one, only a source knows.</summary>
    public static bool IsSymbol(string text) =>
        text.Length is > 0 and <= LongestSymbol && text[0] != '-' && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '^' or '=');

    /// <summary>The calendar that <c>--calendar</c> names.</summary>
    public static ExchangeCalendar CalendarOf(string id)
    {
        try
        {
            return Checkout.Calendars().Find(id);
        }
        catch (MarketDataException fault)
        {
            throw new UsageException("--calendar: " + fault.Message);
        }
    }
}
