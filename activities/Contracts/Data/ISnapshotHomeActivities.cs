using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>What the home says of its snapshots. Runs on the home's task queue.</summary>
public interface ISnapshotHomeActivities
{
    /// <summary>Effect: settles which snapshot a name means now; a later one of that name changes nothing for this workflow.</summary>
    [Activity]
    Task<FoundSnapshot> FindSnapshotAsync(FindSnapshot request);
}
