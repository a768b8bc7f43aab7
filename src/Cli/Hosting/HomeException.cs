using Assay.Domain;

namespace Assay.Cli.Hosting;

/// <summary>The home cannot be used: it is not writable, or another host holds it.</summary>
internal sealed class HomeException : AssayException
{
    public HomeException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
