using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>
/// The store, or an object in it, is not what it should be: a damaged or missing object, a column that is not there, a full disk, a
/// folder that cannot be written.
/// </summary>
public sealed class ArtifactException : AssayException
{
    public ArtifactException(string message, Exception? cause = null, bool isTransient = false)
        : base(message, cause) => IsTransient = isTransient;

    public override bool IsTransient { get; }
}
