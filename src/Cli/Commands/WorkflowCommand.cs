using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.WorkflowRuns;

namespace Assay.Cli.Commands;

/// <summary><c>assay workflow</c>: what runs, what ran, and what people say to it; the same on the embedded engine and on a cluster.</summary>
internal static class WorkflowCommand
{
    private const string Interrupted = "interrupted; 'assay workflow list' shows what there is.";
    private const int DefaultLimit = 50;
    private const int GreatestLimit = 10_000;

    public static Command Build(HostObservers observers) => new("workflow", "Lists workflows, shows one, and sends signals, queries, updates and cancellations.")
    {
        List(),
        Show(),
        Signal(),
        Query(observers),
        Update(observers),
        Cancel(),
        Terminate(),
    };

    private static Command List()
    {
        var query = new Option<string?>("--query") { Description = "A visibility query of Temporal's, such as \"WorkflowType = 'DailyLiveRun'\"; left out: open ones, then the latest." };
        var limit = new Option<int>("--limit") { Description = $"Most runs shown, 1 to {GreatestLimit}; {DefaultLimit} by default.", DefaultValueFactory = _ => DefaultLimit };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var number) && number is >= 1 and <= GreatestLimit))
            {
                result.AddError($"--limit: '{text}' is not a number from 1 to {GreatestLimit}");
            }
        });
        return Command("list", "Lists workflows, the open ones first.", [query, limit], (parsed, target, cancellationToken) =>
            RunList.ExecuteAsync(target, parsed.GetValue(query), parsed.GetValue(limit), cancellationToken));
    }

    private static Command Show()
    {
        var id = Id();
        var run = new Option<string?>("--run") { Description = "Run id of an earlier run; default: the latest." };
        var history = new Option<bool>("--history") { Description = "Write every event as JSON, in the form that Temporal's tools and replayers read." };
        return Command("show", "Shows a workflow: status, memo, attributes, what it waits for, and its history.", [id, run, history], (parsed, target, cancellationToken) =>
            RunDetails.ExecuteAsync(target, parsed.GetValue(id)!, parsed.GetValue(run), parsed.GetValue(history), cancellationToken));
    }

    private static Command Signal()
    {
        var (id, name, arguments) = (Id(), Name("signal"), Arguments());
        return Command("signal", "Sends a signal to a running workflow.", [id, name, arguments], (parsed, target, cancellationToken) =>
            RunMessages.SignalAsync(
                target, parsed.GetValue(id)!, parsed.GetValue(name)!, JsonArguments.Parse(parsed.GetValue(arguments)!), cancellationToken));
    }

    private static Command Query(HostObservers observers)
    {
        var (id, name, arguments) = (Id(), Name("query"), Arguments());
        return Command("query", "Asks a workflow, running or closed; the answer is JSON.", [id, name, arguments], (parsed, target, cancellationToken) =>
            RunMessages.QueryAsync(
                target, parsed.GetValue(id)!, parsed.GetValue(name)!, JsonArguments.Parse(parsed.GetValue(arguments)!), observers, cancellationToken));
    }

    private static Command Update(HostObservers observers)
    {
        var (id, name, arguments) = (Id(), Name("update"), Arguments());
        return Command("update", "Sends an update and waits for its answer, which is JSON.", [id, name, arguments], (parsed, target, cancellationToken) =>
            RunMessages.UpdateAsync(
                target, parsed.GetValue(id)!, parsed.GetValue(name)!, JsonArguments.Parse(parsed.GetValue(arguments)!), observers, cancellationToken));
    }

    private static Command Cancel()
    {
        var id = Id();
        return Command("cancel", "Asks a workflow to stop; it may clean up first.", [id], (parsed, target, cancellationToken) =>
            RunMessages.CancelAsync(target, parsed.GetValue(id)!, cancellationToken));
    }

    private static Command Terminate()
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why, in a sentence; it is kept in the history.", Required = true };
        return Command("terminate", "Stops a workflow at once; its code does not learn of it.", [id, reason], (parsed, target, cancellationToken) =>
            RunMessages.TerminateAsync(target, parsed.GetValue(id)!, parsed.GetValue(reason)!, cancellationToken));
    }

    private static Command Command(
        string name, string description, Symbol[] symbols, Func<ParseResult, WorkflowTarget, CancellationToken, Task<int>> action) =>
        EngineCommand.Build(name, description, symbols, Interrupted, action);

    private static Argument<string> Id() => new("id") { Description = "Id of the workflow." };

    private static Argument<string> Name(string kind) => new("name") { Description = $"Name of the {kind}; docs/workflows.md lists them." };

    private static Argument<string[]> Arguments() => new("arguments") { Description = "Each one JSON value.", Arity = ArgumentArity.ZeroOrMore };
}
