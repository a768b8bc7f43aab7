using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From files that people put on the home's machine to observed tables. Runs on the home's task queue, where the paths mean something.</summary>
public interface ISnapshotImportActivities
{
    /// <summary>
    /// Reads one file into observed tables, and says how it is written. Pure in the file's bytes and in what was said of it. The file goes into the
    /// store only once it was read whole, so a broken one leaves nothing there.
    /// </summary>
    [Activity]
    Task<ImportedSource> ImportSourceAsync(ImportSource request);
}
