using Assay.Domain;

namespace Assay.Cli.Hosting;

/// <summary>The engine cannot be reached, or does not let this program in; the message says which, where and what to do.</summary>
internal sealed class EngineException(string message, bool isTransient, Exception? cause = null) : AssayException(message, cause)
{
    public override bool IsTransient => isTransient;
}
