using System.CommandLine;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data sources</c>: how the vendors do.</summary>
internal static class DataSourcesCommand
{
    public static Command Build()
    {
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("sources", "Shows the sources of market data: keys, quotas that are left, breakers, last success and last error.") { home, json };
        command.SetAction((parsed, _) => CommandFaults.TellAsync(
            () => Task.FromResult(SourcesShow.Execute(Checkout.HomeOr(parsed.GetValue(home)), parsed.GetValue(json))),
            "interrupted."));
        return command;
    }
}
