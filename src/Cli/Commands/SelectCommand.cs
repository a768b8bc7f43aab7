using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;

namespace Assay.Cli.Commands;

/// <summary><c>assay select</c>: trains, backtests and chooses, without releasing anything.</summary>
internal static class SelectCommand
{
    public static Command Build(HostObservers observers)
    {
        var market = new MarketOptions();
        var profile = SharedOptions.Choice("--profile", "quick: the last year of tests; full: every fold and every candidate.", "quick", "full");
        profile.DefaultValueFactory = _ => "quick";
        var (engine, home, json) = (SharedOptions.Engine(), SharedOptions.Home(), SharedOptions.Json());
        var command = new Command("select", "Trains, backtests and chooses, as the workflow select-DATE-N; releases nothing.");
        market.AddTo(command);
        foreach (Option option in (Option[])[profile, engine, home, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => JobRun.SelectAsync(
                market.Read(
                    parsed,
                    parsed.GetValue(home),
                    parsed.GetValue(profile)!,
                    RunApprovals.Now,
                    false,
                    parsed.GetValue(engine),
                    parsed.GetValue(json)),
                observers,
                cancellationToken),
            "interrupted; the selection goes on when the home is hosted again ('assay serve')."));
        return command;
    }
}
