using Assay.Domain;

namespace Assay.Release;

/// <summary>A key, signature, manifest, trust policy or pointer is missing, damaged, expired or not trusted.</summary>
public sealed class ReleaseException : AssayException
{
    public ReleaseException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
