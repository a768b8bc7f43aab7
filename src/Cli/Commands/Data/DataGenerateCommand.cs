using System.CommandLine;
using System.Globalization;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data generate --snapshot NAME</c>: a lifelike market from a seed, as a point-in-time snapshot that is marked synthetic.</summary>
internal static class DataGenerateCommand
{
    public static Command Build(HostObservers observers)
    {
        var snapshot = new Option<string>("--snapshot") { Description = "Name of the snapshot; the home must not have it yet.", Required = true };
        var seed = new Option<string?>("--seed") { Description = "Seed, a whole number from 0 on; default: that of 'lifelike' in config/market.yaml." };
        var signal = MarketOptions.SignalOption();
        var defects = new Option<bool>("--defects") { Description = "Put a vendor's faults in, and corrections of some of them." };
        var acceptFailing = new Option<bool>("--accept-failing") { Description = "Take data that fail the quality gate; the snapshot says so." };
        var engine = SharedOptions.Engine();
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("generate", "Makes a market from a seed: sectors, styles, reports, splits, dividends, delistings, and a true signal of stated size.")
        {
            snapshot, seed, signal, defects, acceptFailing, engine, home, json,
        };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => GenerateRun.ExecuteAsync(
                Check(new DataGenerateSettings(
                    Checkout.HomeOr(parsed.GetValue(home)),
                    parsed.GetValue(snapshot)!,
                    Seed(parsed.GetValue(seed)),
                    MarketOptions.Signal(parsed.GetValue(signal)),
                    parsed.GetValue(defects),
                    parsed.GetValue(acceptFailing),
                    parsed.GetValue(engine),
                    parsed.GetValue(json))),
                observers,
                cancellationToken),
            "interrupted; it goes on when the home is hosted again ('assay serve')."));
        return command;
    }

    private static DataGenerateSettings Check(DataGenerateSettings settings)
    {
        if (!SnapshotName.IsValid(settings.Snapshot))
        {
            throw new UsageException($"--snapshot: '{settings.Snapshot}' is no name of a snapshot; use up to 64 letters, digits, '-' and '_'.");
        }

        return SnapshotCatalog.Find(settings.Home, settings.Snapshot) is null
            ? settings
            : throw new UsageException($"--snapshot: the home has a snapshot {settings.Snapshot} already, and two markets do not mix; give another name.");
    }

    private static ulong? Seed(string? text) => text is null
        ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"--seed: '{text}' is not a whole number from 0 on.");
}
