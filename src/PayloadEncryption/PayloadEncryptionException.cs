using Assay.Domain;

namespace Assay.PayloadEncryption;

/// <summary>A payload cannot be read: its key is not at hand, or it is not what was encrypted.</summary>
public sealed class PayloadEncryptionException(string message, Exception? innerException = null) : AssayException(message, innerException)
{
    /// <summary>Another attempt would find the same payload and the same keys.</summary>
    public override bool IsTransient => false;
}
