using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Import;
using Assay.MarketData.Universe;
using Temporalio.Activities;

namespace Assay.Activities.Data;

/// <inheritdoc cref="IImportActivities"/>
public sealed class ImportActivities(StageRunner runner) : IImportActivities
{
    private const string SourceSchema = "assay.source/1";

    /// <inheritdoc/>
    [Activity]
    public Task<ImportedFile> ImportBarsAsync(ImportFile request)
    {
        var options = runner.Settings(request.Stage).Market.Import;
        return ImportAsync(request, "ImportBars", "data/bars.raw.parquet", options, path => BarImport.Read(path, options));
    }

    /// <inheritdoc/>
    [Activity]
    public Task<ImportedFile> ImportMembershipAsync(ImportFile request) =>
        ImportAsync(request, "ImportMembership", "data/membership.parquet", new { }, MembershipImport.Read);

    private Task<ImportedFile> ImportAsync(ImportFile request, string activity, string name, object parameters, Func<string, Table> read)
    {
        var fileName = Path.GetFileName(request.Path);
        Digest digest;
        try
        {
            digest = FileDigest.Of(request.Path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw FailureTranslation.Of(new MarketDataException($"{request.Path} cannot be read ({cause.Message.TrimEnd('.')}); check that it exists and its permissions.", cause));
        }

        return runner.PureAsync(new PureWork<ImportedFile>
        {
            Stage = request.Stage,
            Activity = activity,
            Subject = fileName,
            Module = typeof(BarImport),
            Parameters = new { source = digest.ToString(), parameters },
            Inputs = [],
            Compute = _ =>
            {
                var table = read(request.Path);
                var source = runner.Store.PutFile(request.Path, SourceSchema);
                return source.Digest == digest
                    ? new ImportedFile(source, runner.Keep(request.Stage).PutTable(table))
                    : throw new MarketDataException($"{request.Path} changed while it was read; run again when nobody writes to it.");
            },
            Files = result => [new NamedArtifact("data/source/" + fileName, result.Source), new NamedArtifact(name, result.Table, [result.Source])],
        });
    }
}
