using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Releases;
using Assay.Workflows.Release;

namespace Assay.Cli.Commands;

/// <summary><c>assay release</c>: what is active, what waits, and the decisions of people.</summary>
internal static class ReleaseCommand
{
    private const string Interrupted = "interrupted; 'assay release status' shows how far it came.";

    public static Command Build(HostObservers observers) => new("release", "Shows releases, signs and decides them, and goes back to an earlier one.")
    {
        Status(observers),
        History(observers),
        Verify(observers),
        Approve(observers),
        Waive(observers),
        Decide("deploy", ReleaseActions.Deploy, "Deploys a release that has every approval and waiver it needs.", observers),
        Decide("reject", ReleaseActions.Reject, "Rejects a release that waits; the active one stays.", observers),
        Rollback(observers),
        Watch(observers),
    };

    private static Command Status(HostObservers observers)
    {
        var (home, engine, json) = (SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command("status", "Shows the active release, those that wait for people, and what watches.") { home, engine, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ReleaseLook.StatusAsync(
                Target(parsed.GetValue(home), parsed.GetValue(engine), null, parsed.GetValue(json)), observers, cancellationToken),
            Interrupted));
        return command;
    }

    private static Command History(HostObservers observers)
    {
        var (home, json) = (SharedOptions.Home(), SharedOptions.Json());
        var command = new Command("history", "Lists every release and rollback of the home.") { home, json };
        command.SetAction((parsed, _) => CommandFaults.TellAsync(
            () => Task.FromResult(ReleaseLook.History(Target(parsed.GetValue(home), null, null, parsed.GetValue(json)), observers)), Interrupted));
        return command;
    }

    private static Command Verify(HostObservers observers)
    {
        var version = new Option<int?>("--version") { Description = "The release; default: the active one." };
        var (home, json) = (SharedOptions.Home(), SharedOptions.Json());
        var command = new Command("verify", "Verifies every signature, approval, waiver and digest of a release.") { version, home, json };
        command.SetAction((parsed, _) => CommandFaults.TellAsync(
            () => Task.FromResult(ReleaseLook.Verify(
                Target(parsed.GetValue(home), null, null, parsed.GetValue(json)), parsed.GetValue(version), observers)),
            Interrupted));
        return command;
    }

    private static Command Approve(HostObservers observers)
    {
        var role = new Option<string>("--role") { Description = "The role that approves, such as risk_manager.", Required = true };
        var (release, key, home, engine, json) = (ReleaseOption(), KeyOption(), SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command("approve", "Signs the audit bundle of a release that waits, as one role.") { role, key, release, home, engine, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ReleaseSignatures.ApproveAsync(
                Target(parsed.GetValue(home), parsed.GetValue(engine), parsed.GetValue(release), parsed.GetValue(json)),
                parsed.GetValue(role)!,
                parsed.GetValue(key),
                observers,
                cancellationToken),
            Interrupted));
        return command;
    }

    private static Command Waive(HostObservers observers)
    {
        var flag = new Option<string>("--flag") { Description = "Id of the open flag.", Required = true };
        var (reason, release, key, home, engine, json) =
            (ReasonOption(), ReleaseOption(), KeyOption(), SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command("waive", "Signs a waiver of an open flag, as the role that owns it.") { flag, reason, key, release, home, engine, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ReleaseSignatures.WaiveAsync(
                Target(parsed.GetValue(home), parsed.GetValue(engine), parsed.GetValue(release), parsed.GetValue(json)),
                parsed.GetValue(flag)!,
                Reason(parsed.GetValue(reason)!),
                parsed.GetValue(key),
                observers,
                cancellationToken),
            Interrupted));
        return command;
    }

    private static Command Decide(string name, string action, string description, HostObservers observers)
    {
        var (reason, who, release, home, engine, json) =
            (ReasonOption(), WhoOption(), ReleaseOption(), SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command(name, description) { reason, who, release, home, engine, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ReleaseDecisionRun.DecideAsync(
                Target(parsed.GetValue(home), parsed.GetValue(engine), parsed.GetValue(release), parsed.GetValue(json)),
                action,
                parsed.GetValue(who)!,
                Reason(parsed.GetValue(reason)!),
                observers,
                cancellationToken),
            Interrupted));
        return command;
    }

    private static Command Rollback(HostObservers observers)
    {
        var version = new Option<int?>("--to") { Description = "The release to go back to; default: the last verified one before the active release." };
        var (reason, who, home, engine, json) = (ReasonOption(), WhoOption(), SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command("rollback", "Goes back to an earlier release, under a new, higher version.") { version, reason, who, home, engine, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => ReleaseDecisionRun.RollBackAsync(
                Target(parsed.GetValue(home), parsed.GetValue(engine), null, parsed.GetValue(json)),
                parsed.GetValue(version),
                parsed.GetValue(who)!,
                Reason(parsed.GetValue(reason)!),
                observers,
                cancellationToken),
            Interrupted));
        return command;
    }

    private static Command Watch(HostObservers observers) =>
        new("watch", "Answers the watch over a release that people deployed.")
        {
            Watch(WatchAnswer.Stop, "Ends the watch.", observers),
            Watch(WatchAnswer.Keep, "Keeps the release although it has breached, and ends the watch.", observers),
            Watch(WatchAnswer.Rollback, "Goes back, since the release has breached.", observers),
        };

    private static Command Watch(string answer, string description, HostObservers observers)
    {
        var version = new Option<int?>("--version") { Description = "The release that is watched; needed where several are." };
        var (reason, who, home, engine, json) = (ReasonOption(), WhoOption(), SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command(answer, description) { version, reason, who, home, engine, json };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => WatchAnswer.SendAsync(
                Target(parsed.GetValue(home), parsed.GetValue(engine), null, parsed.GetValue(json)),
                parsed.GetValue(version),
                answer,
                parsed.GetValue(who)!,
                Reason(parsed.GetValue(reason)!),
                observers,
                cancellationToken),
            Interrupted));
        return command;
    }

    private static Option<string?> ReleaseOption() => new("--release") { Description = "Id of the waiting release; needed where several wait." };

    private static Option<string?> KeyOption() =>
        new("--key") { Description = "PEM file of the private key; under development trust the home's own key of the role is the default." };

    private static Option<string> ReasonOption() => new("--reason") { Description = "Why, in a sentence; it is signed or kept.", Required = true };

    private static Option<string> WhoOption() =>
        new("--who") { Description = "Who decides; default: the user's name.", DefaultValueFactory = _ => Environment.UserName };

    private static ReleaseTarget Target(string? home, string? engine, string? release, bool json) =>
        new(Checkout.HomeOr(home), engine, release, json);

    private static string Reason(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? throw new UsageException("--reason: the reason is empty; say why in a sentence.") : reason;
}
