using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Export;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Runs;
using Assay.Artifacts.Tables;
using Assay.Cli.Commands;
using Assay.Cli.Commands.Data;
using Assay.Cli.Deployment;
using Assay.Cli.Screen;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Hosting;

/// <summary>Reads a table of a file, a run or a snapshot and writes it for others. It only reads the home, so nobody needs to hold it.</summary>
internal static class TableExporter
{
    /// <exception cref="MissingInputException">There is no such table, or the file cannot be written.</exception>
    /// <exception cref="ArtifactException">What is there is no table, or damaged.</exception>
    public static int Execute(DataExportSettings settings)
    {
        WholeFile.CheckIsFree(settings.Output, settings.Force);
        var asOf = default(DateTimeOffset?);
        var (table, metadata) = settings.Snapshot is { } choice ? OfSnapshot(settings.Home, choice, settings.Dataset!, out asOf) : OfFileOrRun(settings);
        WholeFile.Write(settings.Output, settings.Force, aside => TableExport.Write(table, aside, settings.Format, metadata));
        var view = new ExportView(
            table.SchemaId,
            table.RowCount,
            [.. table.Columns.Select(column => column.Name)],
            asOf,
            settings.Format.ToString().ToLowerInvariant(),
            settings.Output,
            new FileInfo(settings.Output).Length,
            FileDigest.Of(settings.Output).Hex);
        if (settings.Json)
        {
            JsonOutput.Write(view);
        }
        else
        {
            var knowledge = asOf is { } instant ? FormattableString.Invariant($", as known at {instant:yyyy-MM-dd'T'HH:mm:ss'Z'}") : string.Empty;
            Console.Out.WriteLine(FormattableString.Invariant(
                $"{view.Rows:N0} rows and {view.Columns.Count} columns of {view.Schema}{knowledge} are in {view.Output} ({view.Format}, {view.Bytes:N0} bytes)."));
        }

        return ExitCode.Done;
    }

    private static (Table Table, IReadOnlyDictionary<string, string> Metadata) OfSnapshot(string home, SnapshotChoice choice, ObservedDataset dataset, out DateTimeOffset? asOf)
    {
        using var opened = OpenedSnapshot.Open(home, choice.Name, choice.Sequence);
        var snapshot = opened.Snapshot;
        var instant = choice.AsOf ?? snapshot.KnownThrough;
        asOf = instant;
        if (snapshot.Partitions(dataset).Count == 0)
        {
            var others = snapshot.Datasets.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key).Order(StringComparer.Ordinal);
            throw new MissingInputException($"The snapshot {snapshot.Name} has no {dataset}; it has {string.Join(", ", others)}.");
        }

        var table = opened.Reader.Read(dataset, instant);
        return table.RowCount > 0
            ? (table, new Dictionary<string, string>(new ArtifactMarks(snapshot.Synthetic, DryRun: false).AsMetadata()))
            : throw new MissingInputException(FormattableString.Invariant(
                $"No {dataset} were known at {instant:yyyy-MM-dd'T'HH:mm:ss'Z'} in the snapshot {snapshot.Name}; give a later --as-of."));
    }

    private static (Table Table, IReadOnlyDictionary<string, string> Metadata) OfFileOrRun(DataExportSettings settings)
    {
        var path = Path.GetFullPath(settings.Source);
        if (File.Exists(path))
        {
            return settings.Table is null
                ? (ParquetFiles.Read(path), MetadataOf(path))
                : throw new UsageException($"{settings.Source} is a file, which holds one table; leave '{settings.Table}' out.");
        }

        if (!RunIndex.IsRunId(settings.Source))
        {
            throw new MissingInputException($"There is no file {path}; give the right path, the id of a run, or snapshot:NAME.");
        }

        using var store = ArtifactStores.Open(HomeFolder.ToRead(settings.Home), DeploymentFile.Read(settings.Home, Checkout.Folder), new DurableFiles(), TimeProvider.System, warn: null);
        var file = FileOf(store, settings);
        return store.WithFile(file.Artifact, found => (ParquetFiles.Read(found).Expect(file.Artifact.Schema), MetadataOf(found)));
    }

    private static RunFile FileOf(ArtifactStore store, DataExportSettings settings)
    {
        var files = store.Run(settings.Source).Read();
        if (files.Count == 0)
        {
            throw new MissingInputException(
                $"There is neither a file {settings.Source} nor a run of that id in the home {settings.Home}; its artifacts/runs has a folder for each run.");
        }

        var tables = files.Where(file => file.Artifact.Rows is not null).ToList();
        var wanted = settings.Table is { } name
            ? files.FirstOrDefault(file => string.Equals(file.Name, name, StringComparison.Ordinal) || string.Equals(file.Name, name + ".parquet", StringComparison.Ordinal))
                ?? throw new MissingInputException($"The run {settings.Source} has no table '{name}'; {SomeOf(tables)}")
            : throw new UsageException($"No table of the run {settings.Source} is named; {SomeOf(tables)}");
        return wanted.Artifact.Rows is not null
            ? wanted
            : throw new MissingInputException($"{wanted.Name} of the run {settings.Source} is no table; {SomeOf(tables)}");
    }

    /// <summary>The largest tables come first: they are what people look for.</summary>
    private static string SomeOf(IReadOnlyList<RunFile> tables) => tables.Count == 0
        ? "it has none."
        : $"it has {string.Join(", ", tables.OrderByDescending(file => file.Artifact.Rows).ThenBy(file => file.Name, StringComparer.Ordinal).Take(5).Select(file => file.Name))}{(tables.Count > 5 ? $" and {tables.Count - 5} more, all in its run.json" : string.Empty)}.";

    private static Dictionary<string, string> MetadataOf(string path) =>
        ParquetFiles.ReadMetadata(path).Where(pair => pair.Key != ParquetFiles.SchemaKey).ToDictionary(StringComparer.Ordinal);
}
