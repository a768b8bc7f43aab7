using Assay.Domain;

namespace Assay.Cli.Releases;

/// <summary>A command about releases cannot do what it was asked; the message is the sentence to show.</summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">What lies behind it.</param>
/// <param name="gateSaidNo">True where more signatures would mend it: exit code 3.</param>
internal sealed class ReleaseCommandException(string message, Exception? cause = null, bool gateSaidNo = false) : AssayException(message, cause)
{
    public override bool IsTransient => false;

    public bool GateSaidNo => gateSaidNo;
}
