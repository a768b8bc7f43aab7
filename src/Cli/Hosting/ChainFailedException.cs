using Assay.Domain;

namespace Assay.Cli.Hosting;

/// <summary>The workflow of a run failed; the message is the sentence of its cause.</summary>
internal sealed class ChainFailedException(string message, Exception cause) : AssayException(message, cause)
{
    public override bool IsTransient => false;
}
