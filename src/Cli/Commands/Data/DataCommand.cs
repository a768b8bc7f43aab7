using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.MarketData;
using Assay.MarketData.Calendars;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data</c>: everything about market data before a run.</summary>
internal static class DataCommand
{
    public static Command Build(HostObservers observers) => new("data", "Market data: what is known, since when, and from whom.")
    {
        DataCheckCommand.Build(),
        DataFetchCommand.Build(observers),
        DataGenerateCommand.Build(observers),
        DataImportCommand.Build(observers),
        DataShowCommand.Build(),
        DataSourcesCommand.Build(),
    };

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
