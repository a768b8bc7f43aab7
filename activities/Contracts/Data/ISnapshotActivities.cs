using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From a point-in-time snapshot to the tables that the chain works on.</summary>
public interface ISnapshotActivities
{
    /// <summary>Pure: bars and membership as known at an instant, prices adjusted by the actions known then.</summary>
    [Activity]
    Task<SnapshotReadResult> ReadSnapshotAsync(ReadSnapshot request);
}
