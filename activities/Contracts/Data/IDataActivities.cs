using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From a source file, or the generator, to a checked snapshot and the universe as known on each day.</summary>
public interface IDataActivities
{
    /// <summary>
    /// Reads a long CSV of bars into a raw table. Pure in the file's bytes: the key holds their digest, never the path. The file goes into
    /// the store only once it was read whole, so a broken one leaves nothing there.
    /// </summary>
    [Activity]
    Task<ImportedFile> ImportBarsAsync(ImportFile request);

    /// <summary>Reads dated membership snapshots, in the same way.</summary>
    [Activity]
    Task<ImportedFile> ImportMembershipAsync(ImportFile request);

    /// <summary>Pure: makes the synthetic market of the configuration.</summary>
    [Activity]
    Task<SyntheticMarketResult> GenerateSyntheticMarketAsync(GenerateSyntheticMarket request);

    /// <summary>Pure: separates clean bars from quarantined ones and reports every finding.</summary>
    [Activity]
    Task<QualityResult> InspectQualityAsync(InspectQuality request);

    /// <summary>Pure: the members of the universe on each session, as known then.</summary>
    [Activity]
    Task<ArtifactRef> BuildUniverseAsync(BuildUniverse request);
}
