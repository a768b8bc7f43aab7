using Assay.Domain;

namespace Assay.Features;

/// <summary>A feature, label or regime artifact does not hold what its schema promises.</summary>
public sealed class FeatureException : AssayException
{
    public FeatureException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
