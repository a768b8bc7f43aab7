using Assay.Domain;

namespace Assay.XGBoost;

/// <summary>XGBoost refused a call; the message carries its own words.</summary>
public sealed class XGBoostException : AssayException
{
    public XGBoostException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
