using Assay.Domain;

namespace Assay.Cli.Hosting;

/// <summary>A run of the home is under way elsewhere, so that no second one starts.</summary>
internal sealed class ChainUnderWayException(string message) : AssayException(message)
{
    public override bool IsTransient => true;
}
