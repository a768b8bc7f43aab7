using System.CommandLine;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands;

/// <summary><c>assay run</c>: the whole chain, from raw data to a signed release and the day's recommendations.</summary>
internal static class RunCommand
{
    public static Command Build(HostObservers observers)
    {
        var market = new MarketOptions();
        var profile = SharedOptions.Choice("--profile", "quick: the last year of tests; full: every fold and every candidate.", "quick", "full");
        profile.DefaultValueFactory = _ => "quick";
        var approvals = SharedOptions.Choice("--approvals", "now: development trust approves a new champion at once; wait: its release waits for people ('assay release').", "now", "wait");
        var major = new Option<bool>("--major") { Description = "With --approvals wait: a major release, which the business owner approves too." };
        var resume = new Option<bool>("--resume") { Description = "Continue the unfinished run of this home; start one when there is none." };
        var engine = SharedOptions.Engine();
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("run", "Takes a market from raw data to a signed release and today's recommendations.");
        market.AddTo(command);
        foreach (Option option in (Option[])[profile, approvals, major, resume, engine, home, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ChainRun.ExecuteAsync(
                market.Read(
                    parsed,
                    parsed.GetValue(home),
                    parsed.GetValue(profile)!,
                    Approvals(parsed.GetValue(approvals), parsed.GetValue(major)),
                    parsed.GetValue(resume),
                    parsed.GetValue(engine),
                    parsed.GetValue(json)),
                observers,
                cancellationToken),
            "interrupted; 'assay run --resume' goes on from here."));
        return command;
    }

    private static RunApprovals Approvals(string? told, bool major) => (told, major) switch
    {
        ("wait", true) => RunApprovals.WaitMajor,
        ("wait", false) => RunApprovals.Wait,
        (_, true) => throw new UsageException("--major belongs to a release that waits for people; add --approvals wait."),
        _ => RunApprovals.Now,
    };
}
