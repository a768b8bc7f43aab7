using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
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
        var name = Path.GetFileName(request.File.Path);
        Digest digest;
        ExchangeCalendar calendar;
        ImportRules rules;
        try
        {
            digest = DigestOf(request.File.Path);
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
            Parameters = new { source = digest.ToString(), rules, options, calendar = calendar.Reference },
            Inputs = [],
            Compute = _ => Import(request, digest, rules, options, calendar),
            Files = result =>
            [
                .. result.Parts.SelectMany(part => part.Origins).Distinct().Select(origin => new NamedArtifact("data/source/" + name, origin, [])),
                .. result.Parts.Select(part => new NamedArtifact($"data/imported/{name}.{part.Table.Schema.Split('.', '/')[^2]}.parquet", part.Table, part.Origins)),
            ],
        });
    }

    private static Digest DigestOf(string path)
    {
        try
        {
            return FileDigest.Of(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"{path} cannot be read ({cause.Message.TrimEnd('.')}); check that it exists and its permissions.", cause);
        }
    }

    private ImportedSource Import(ImportSource request, Digest digest, ImportRules rules, ImportOptions options, ExchangeCalendar calendar)
    {
        var path = request.File.Path;
        var data = MarketImport.Read(path, rules, options, calendar);
        var origin = runner.Store.PutFile(path, SourceSchema);
        if (origin.Digest != digest)
        {
            throw new MarketDataException($"{path} changed while it was read; run again when nobody writes to it.");
        }

        var keep = runner.Keep(request.Stage);
        return new ImportedSource(
            request.File.Kind,
            Path.GetFileName(path),
            data.Form,
            data.Rows,
            data.Symbols,
            data.First?.ToString(),
            data.Last?.ToString(),
            data.Remarks,
            data.Degraded,
            [.. data.Tables.Select(table => new ObservedPart(keep.PutTable(table), [origin]))]);
    }
}
