using Assay.Domain;

namespace Assay.Cli.Commands;

/// <summary>A file the command was given is not there.</summary>
internal sealed class MissingInputException(string message) : AssayException(message)
{
    public override bool IsTransient => false;
}
