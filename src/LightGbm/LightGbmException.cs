using Assay.Domain;

namespace Assay.LightGbm;

/// <summary>LightGBM refused a call; the message carries its own words.</summary>
public sealed class LightGbmException : AssayException
{
    public LightGbmException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
