using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Temporalio.Activities;

namespace Assay.Activities.Data;

/// <inheritdoc cref="ISnapshotImportActivities"/>
/// <param name="runner">Keeps what was read.</param>
/// <param name="calendars">The exchanges' calendars as they stand now.</param>
public sealed class SnapshotImportActivities(StageRunner runner, Func<CalendarBook> calendars) : ISnapshotImportActivities
{
    private const string SourceSchema = "assay.source/1";

    /// <inheritdoc/>
    [Activity]
    public Task<ImportedSource> ImportSourceAsync(ImportSource request)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(request.File.Path));
        IReadOnlyList<(string Name, string Path, Digest Digest)> files;
        ExchangeCalendar calendar;
        ImportRules rules;
        try
        {
            files = FilesOf(request.File.Path, name);
            calendar = calendars().Find(request.Calendar);
            rules = SourceFileRules.Of(request.File);
        }
        catch (AssayException fault)
        {
            throw FailureTranslation.Of(fault);
        }

        var options = runner.Settings(request.Stage).Market.Import;
        return runner.PureAsync(new PureWork<ImportedSource>
        {
            Stage = request.Stage,
            Activity = nameof(ImportSource),
            Subject = name,
            Module = typeof(MarketImport),
            Parameters = new { source = files.Select(file => new { file.Name, digest = file.Digest.ToString() }), rules, options, calendar = calendar.Reference },
            Inputs = [],
            Compute = _ => Import(request, name, files, rules, options, calendar),
            Files = result =>
            [
                .. files.Zip(result.Parts[0].Origins, (file, origin) => new NamedArtifact("data/source/" + file.Name, origin, [])),
                .. result.Parts.Select((part, index) => new NamedArtifact(
                    FormattableString.Invariant($"data/imported/{name}.{part.Table.Schema.Split('.', '/')[^2]}-{index + 1}.parquet"), part.Table, part.Origins)),
            ],
        });
    }

    /// <summary>The file, or all files of the folder in ordinal order of their names.</summary>
    private static List<(string Name, string Path, Digest Digest)> FilesOf(string path, string name)
    {
        try
        {
            return Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Select(file => (Name: name + "/" + Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'), Path: file))
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => (file.Name, file.Path, FileDigest.Of(file.Path)))]
                : [(name, path, FileDigest.Of(path))];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"{path} cannot be read ({cause.Message.TrimEnd('.')}); check that it exists and its permissions.", cause);
        }
    }

    private ImportedSource Import(
        ImportSource request, string name, IReadOnlyList<(string Name, string Path, Digest Digest)> files, ImportRules rules, ImportOptions options, ExchangeCalendar calendar)
    {
        var data = MarketImport.Read(request.File.Path, rules, options, calendar);
        if (data.Tables.Sum(table => (long)table.RowCount) == 0)
        {
            throw new MarketDataException($"{request.File.Path} says nothing: all its cells are empty; give a file with data.");
        }

        var origins = new List<ArtifactRef>();
        foreach (var file in files)
        {
            var origin = runner.Store.PutFile(file.Path, SourceSchema);
            origins.Add(origin.Digest == file.Digest
                ? origin
                : throw new MarketDataException($"{file.Path} changed while it was read; run again when nobody writes to it."));
        }

        var keep = runner.Keep(request.Stage);
        return new ImportedSource(
            request.File.Kind,
            name,
            data.Form,
            data.Rows,
            data.Symbols,
            data.First?.ToString(),
            data.Last?.ToString(),
            data.Remarks,
            data.Degraded,
            [.. data.Tables.SelectMany(YearSlices.Of).Select(table => new ObservedPart(keep.PutTable(table), origins))],
            data.Degraded.Count == 0 ? null : keep.PutJson(MarketDataSchemas.SnapshotReserves, Reserves(data, rules.Source)));
    }

    /// <summary>The reasons hold as long as rows of the file do.</summary>
    private static ReserveUpdate Reserves(ImportedData data, string source) => new([],
    [
        .. data.Tables.Select(table => ObservedDataset.OfSchema(table.SchemaId).Name).Distinct(StringComparer.Ordinal)
            .SelectMany(_ => data.Degraded, (dataset, sentence) => new SnapshotReserve(ReserveKind.Imported, dataset, [], null, null, source, sentence)),
    ]);
}
