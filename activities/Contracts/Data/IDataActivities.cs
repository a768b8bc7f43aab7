using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From a source file, or the generator, to a checked snapshot and the universe as known on each day.</summary>
public interface IDataActivities
{
    /// <summary>Effect: takes a file of the user into the store, unread.</summary>
    [Activity]
    Task<ArtifactRef> IngestFileAsync(IngestFile request);

    /// <summary>Pure: reads a long CSV of bars into a raw table.</summary>
    [Activity]
    Task<ArtifactRef> ImportBarsAsync(ImportBars request);

    /// <summary>Pure: reads dated membership snapshots.</summary>
    [Activity]
    Task<ArtifactRef> ImportMembershipAsync(ImportMembership request);

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
