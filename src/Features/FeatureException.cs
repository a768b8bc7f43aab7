using Assay.Domain;

namespace Assay.Features;

/// <summary>The data give no features, or an artifact of features, labels or regimes does not hold what its schema promises.</summary>
public sealed class FeatureException : AssayException
{
    public FeatureException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
