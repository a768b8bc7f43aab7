using Assay.Domain;

namespace Assay.Cli.Commands;

/// <summary>A file the command was given is not there, or cannot be used.</summary>
internal sealed class MissingInputException(string message) : AssayException(message)
{
    public override bool IsTransient => false;
}
