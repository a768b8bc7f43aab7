using Assay.Domain;

namespace Assay.Cli.WorkflowRuns;

/// <summary>A command about workflows cannot do what it was asked; the message is the sentence to show.</summary>
internal sealed class WorkflowRunException(string message, Exception? cause = null, bool isTransient = false) : AssayException(message, cause)
{
    public override bool IsTransient => isTransient;
}
