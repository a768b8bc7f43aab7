namespace Assay.EmbeddedEngine;

/// <summary>
/// Sees every commit of the history file, so that a test can end the process at an exact point. Called on the service's own thread:
/// whatever it does holds up every caller.
/// </summary>
public interface ICommitObserver
{
    /// <summary>All rows of commit number <paramref name="ordinal"/> (from 1) are in the open transaction; nothing of it is durable.</summary>
    void BeforeCommit(long ordinal);

    /// <summary>Commit number <paramref name="ordinal"/> is durable; no caller has been told.</summary>
    void AfterCommit(long ordinal);
}
