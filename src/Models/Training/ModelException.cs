using Assay.Domain;

namespace Assay.Models.Training;

/// <summary>A stored model cannot be read, or does not fit the rows it is given.</summary>
public sealed class ModelException : AssayException
{
    public ModelException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
