using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;

namespace Assay.Cli.Commands;

/// <summary><c>assay daily</c>: one session's recommendations from the active release.</summary>
internal static class DailyCommand
{
    public static Command Build(HostObservers observers)
    {
        var market = new MarketOptions();
        var date = new Option<string?>("--date") { Description = "The session, yyyy-mm-dd; default: today at the exchange." };
        var exchange = SharedOptions.Choice(
            "--exchange", "Whose calendar says what a session is. Default: weekdays in UTC.", [.. Assay.MarketData.Calendars.ExchangeCalendars.Ids]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Recommend, and publish nothing." };
        var (engine, home, json) = (SharedOptions.Engine(), SharedOptions.Home(), SharedOptions.Json());
        var command = new Command("daily", "Recommends for one session from the active release, as the workflow daily-DATE.");
        market.AddTo(command);
        foreach (Option option in (Option[])[date, exchange, dryRun, engine, home, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => JobRun.DailyAsync(
                market.Read(parsed, parsed.GetValue(home), "quick", RunApprovals.Now, false, parsed.GetValue(engine), parsed.GetValue(json)),
                MarketOptions.Date("--date", parsed.GetValue(date)),
                parsed.GetValue(exchange),
                parsed.GetValue(dryRun),
                observers,
                cancellationToken),
            "interrupted; the day goes on when the home is hosted again ('assay serve')."));
        return command;
    }
}
