using Assay.Domain;

namespace Assay.Activities.Data;

/// <summary>Others move the pointer of a snapshot so often that a commit found no turn; a later try may.</summary>
public sealed class SnapshotBusyException(string message) : AssayException(message)
{
    public override bool IsTransient => true;
}
