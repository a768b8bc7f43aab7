using Assay.Domain;

namespace Assay.Release;

/// <summary>A key, signature, manifest, trust policy or pointer is missing, damaged, expired or not trusted.</summary>
public sealed class ReleaseException : AssayException
{
    public ReleaseException(string message, Exception? cause = null, bool isTransient = false)
        : base(message, cause) => IsTransient = isTransient;

    /// <summary>True only where another process is at the same ledger.</summary>
    public override bool IsTransient { get; }
}
