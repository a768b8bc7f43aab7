using Assay.Domain;

namespace Assay.Models.Splits;

/// <summary>The history is too short, or has too long a gap, for the configured windows.</summary>
public sealed class SplitException : AssayException
{
    public SplitException(string message)
        : base(message)
    {
    }

    public override bool IsTransient => false;
}
