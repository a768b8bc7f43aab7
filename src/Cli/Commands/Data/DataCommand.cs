using System.CommandLine;
using Assay.Cli.Hosting;

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
}
