using Assay.Domain;

namespace Assay.Live;

/// <summary>The positions or the history of a home cannot be read, or today's data do not cover what is held.</summary>
public sealed class LiveException : AssayException
{
    public LiveException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
