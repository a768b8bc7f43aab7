using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <summary>Thrown out of the run method to end this run and go on in a new one with the same workflow id.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions options)
        : base("Continue as new")
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    internal string Workflow { get; }

    internal IReadOnlyCollection<object?> Args { get; }

    internal ContinueAsNewOptions Options { get; }
}
