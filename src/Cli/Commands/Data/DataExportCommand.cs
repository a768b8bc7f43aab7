using System.CommandLine;
using Assay.Artifacts.Export;
using Assay.Cli.Hosting;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary><c>assay data export SOURCE [TABLE] --output FILE</c>: a table of a run or a snapshot, for other programs.</summary>
internal static class DataExportCommand
{
    private const string Arrow = "arrow";
    private const string Parquet = "parquet";
    private const string Csv = "csv";

    public static Command Build()
    {
        var source = new Argument<string>("source") { Description = "A Parquet file of Assay's, the id of a run, or snapshot:NAME (NAME@NUMBER for an earlier one)." };
        var table = new Argument<string?>("table")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = $"Of a run the name of the table (features/features.parquet); of a snapshot its kind: {string.Join(", ", ObservedDataset.All)}; default: bars.",
        };
        var asOf = new Option<string?>("--as-of") { Description = "Snapshots: the instant whose knowledge counts, or a day for its end in UTC; default: all that the snapshot knows." };
        var format = SharedOptions.Choice("--format", "Form of the file; default: by the ending of --output.", Arrow, Parquet, Csv);
        var output = new Option<string>("--output") { Description = "File to write.", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the file where it is there already." };
        var home = SharedOptions.Home();
        var json = SharedOptions.Json();
        var command = new Command("export", "Writes a table of a run, or what a snapshot knew at an instant, as Arrow, Parquet or CSV.")
        {
            source, table, asOf, format, output, force, home, json,
        };
        command.SetAction((parsed, _) => CommandFaults.TellAsync(
            () => Task.FromResult(TableExporter.Execute(Check(
                parsed.GetValue(home),
                parsed.GetValue(source)!,
                parsed.GetValue(table),
                parsed.GetValue(asOf),
                parsed.GetValue(format),
                parsed.GetValue(output)!,
                parsed.GetValue(force),
                parsed.GetValue(json)))),
            "interrupted."));
        return command;
    }

    private static DataExportSettings Check(string? home, string source, string? table, string? asOf, string? format, string output, bool force, bool json)
    {
        DataCommand.CheckIsNoOption(source, "export");
        if (output.Length == 0)
        {
            throw new UsageException("--output: no file is named; name one.");
        }

        var snapshot = source.StartsWith(SnapshotChoice.Prefix, StringComparison.Ordinal)
            ? SnapshotChoice.Parse("source", source[SnapshotChoice.Prefix.Length..], asOf, null)
            : null;
        if (snapshot is null && asOf is not null)
        {
            throw new UsageException($"--as-of: only a snapshot has it, and '{source}' is none; leave it out, or name snapshot:NAME.");
        }

        return new DataExportSettings(
            Checkout.HomeOr(home),
            source,
            snapshot,
            snapshot is null ? null : Dataset(table),
            snapshot is null ? table : null,
            FormatOf(format, output),
            Path.GetFullPath(output),
            force,
            json);
    }

    private static ObservedDataset Dataset(string? name) => name is null
        ? ObservedDataset.Bars
        : ObservedDataset.All.FirstOrDefault(dataset => string.Equals(dataset.Name, name, StringComparison.Ordinal))
            ?? throw new UsageException($"A snapshot has no table '{name}'; choose one of {string.Join(", ", ObservedDataset.All)}.");

    private static TableFormat FormatOf(string? format, string output) => (format ?? Path.GetExtension(output).TrimStart('.').ToLowerInvariant()) switch
    {
        Arrow => TableFormat.Arrow,
        Parquet => TableFormat.Parquet,
        Csv => TableFormat.Csv,
        _ => throw new UsageException($"--output: '{output}' ends in none of .{Arrow}, .{Parquet} and .{Csv}; say the form with --format."),
    };
}
