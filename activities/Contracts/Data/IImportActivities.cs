using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From files that people put on the home's machine to raw tables. Runs on the home's task queue, where the paths mean something.</summary>
public interface IImportActivities
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
}
