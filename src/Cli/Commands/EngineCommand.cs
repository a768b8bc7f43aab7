using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;

namespace Assay.Cli.Commands;

/// <summary>A command that speaks to the engine of a home: its own arguments and options, then <c>--home</c>, <c>--engine</c> and <c>--json</c>.</summary>
internal static class EngineCommand
{
    /// <param name="name">The verb.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="symbols">Its arguments and options, in the order of the help.</param>
    /// <param name="interrupted">What is said when a person interrupts it.</param>
    /// <param name="action">Does it, and gives the exit code.</param>
    public static Command Build(
        string name, string description, Symbol[] symbols, string interrupted, Func<ParseResult, WorkflowTarget, CancellationToken, Task<int>> action)
    {
        var (home, engine, json) = (SharedOptions.Home(), SharedOptions.Engine(), SharedOptions.Json());
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.Options.Add(home);
        command.Options.Add(engine);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => action(
                parsed,
                new WorkflowTarget(Checkout.HomeOr(parsed.GetValue(home)), parsed.GetValue(engine), parsed.GetValue(json)),
                cancellationToken),
            interrupted));
        return command;
    }
}
