using System.CommandLine;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data positions</c>: what the fills of a snapshot left, as known at an instant.</summary>
internal static class DataPositionsCommand
{
    private static readonly string[] Endings = [".csv", ".parquet"];

    public static Command Build()
    {
        var asOf = new Option<string?>("--as-of") { Description = "The instant whose knowledge counts, or a day for its end in UTC; default: all that the snapshot knows." };
        var snapshot = new Option<string?>("--snapshot") { Description = "NAME of a snapshot, or NAME@NUMBER for an earlier one; default: the only one of the home." };
        var output = new Option<string?>("--output") { Description = "File to write the positions to, .csv or .parquet." };
        var reconcile = new Option<bool>("--reconcile") { Description = "Compare with the latest statement of positions that was imported; exit code 3 where they differ." };
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("positions", "Shows the positions that imported fills left (first in first out), their value and their profit.")
        {
            snapshot, asOf, output, reconcile, home, json,
        };
        command.SetAction((parsed, _) => CommandFaults.TellAsync(
            () => Task.FromResult(PositionsShow.Execute(Check(
                parsed.GetValue(home),
                parsed.GetValue(snapshot),
                parsed.GetValue(asOf),
                parsed.GetValue(output),
                parsed.GetValue(reconcile),
                parsed.GetValue(json)))),
            "interrupted."));
        return command;
    }

    private static DataPositionsSettings Check(string? home, string? snapshot, string? asOf, string? output, bool reconcile, bool json)
    {
        if (output is not null && !Endings.Any(ending => output.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"--output: '{output}' ends in neither .csv nor .parquet; choose one.");
        }

        var choice = snapshot is null ? null : SnapshotChoice.Parse("--snapshot", snapshot, asOf, null);
        return new DataPositionsSettings(
            Checkout.HomeOr(home), choice?.Name, choice?.Sequence, SnapshotChoice.Instant(asOf), output is null ? null : Path.GetFullPath(output), reconcile, json);
    }
}
