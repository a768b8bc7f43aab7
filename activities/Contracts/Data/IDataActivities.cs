using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From a raw table, or the generator, to a checked snapshot and the universe as known on each day.</summary>
public interface IDataActivities
{
    /// <summary>Pure: makes the synthetic market of the configuration.</summary>
    [Activity]
    Task<SyntheticMarketResult> GenerateSyntheticMarketAsync(GenerateSyntheticMarket request);

    /// <summary>Pure: makes the lifelike market of the configuration, as sources would have stated it in its time.</summary>
    [Activity]
    Task<ObservedMarket> GenerateObservedMarketAsync(GenerateObservedMarket request);

    /// <summary>Pure: separates clean bars from quarantined ones and reports every finding.</summary>
    [Activity]
    Task<QualityResult> InspectQualityAsync(InspectQuality request);

    /// <summary>Pure: the members of the universe on each session, as known then.</summary>
    [Activity]
    Task<ArtifactRef> BuildUniverseAsync(BuildUniverse request);
}
