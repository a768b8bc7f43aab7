using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>Adds to the snapshots of the home. Runs on the home's task queue, where the pointers lie.</summary>
public interface ISnapshotWriteActivities
{
    /// <summary>
    /// Effect: appends what is new to the snapshot that a name means now, has the whole judged, and moves the name to the result. What is stated
    /// already is not kept again; where nothing is new, nothing is written. Where another was faster, the work is done anew on what that one made.
    /// The one place in which a snapshot is written: the pointer moves last, so that a crash leaves the old one or the new one.
    /// </summary>
    [Activity]
    Task<CommittedSnapshot> CommitSnapshotAsync(CommitSnapshot request);
}
