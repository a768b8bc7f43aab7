using System.CommandLine;
using Assay.Cli.Schedules;
using Assay.Cli.WorkflowRuns;

namespace Assay.Cli.Commands;

/// <summary><c>assay schedules</c>: the jobs that the service starts by itself.</summary>
internal static class SchedulesCommand
{
    private const string Interrupted = "interrupted; 'assay schedules list' shows what there is.";

    public static Command Build() => new("schedules", "Makes the service's schedules those of temporal.yaml, lists them, pauses, triggers and backfills them.")
    {
        Apply(),
        Named("resume", "Lets a schedule start its job again.", ScheduleRun.ResumeAsync),
        Named("trigger", "Starts a schedule's job now.", ScheduleRun.TriggerAsync),
        Pause(),
        Backfill(),
        Command("list", "Lists the schedules with their next and last start.", [], (_, target, cancellationToken) => ScheduleRun.ListAsync(target, cancellationToken)),
    };

    private static Command Apply()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would change, and change nothing." };
        return Command("apply", "Registers the search attributes, and creates, updates and deletes schedules until they are those of temporal.yaml.", [dryRun],
            (parsed, target, cancellationToken) => ScheduleRun.ApplyAsync(target, parsed.GetValue(dryRun), cancellationToken));
    }

    private static Command Pause()
    {
        var name = Name();
        var note = new Option<string>("--note") { Description = "Why, in a sentence; it stands in every list.", Required = true };
        return Command("pause", "Keeps a schedule from starting its job until it is resumed.", [name, note],
            (parsed, target, cancellationToken) => ScheduleRun.PauseAsync(target, parsed.GetValue(name)!, parsed.GetValue(note)!, cancellationToken));
    }

    private static Command Backfill()
    {
        var name = Name();
        var from = new Option<string>("--from") { Description = "First day, yyyy-mm-dd.", Required = true };
        var to = new Option<string>("--to") { Description = "Last day, yyyy-mm-dd.", Required = true };
        return Command("backfill", "Starts a schedule's job for every time it would have started on past days, as of those times.", [name, from, to],
            (parsed, target, cancellationToken) => ScheduleRun.BackfillAsync(
                target, parsed.GetValue(name)!, parsed.GetValue(from)!, parsed.GetValue(to)!, cancellationToken));
    }

    private static Command Named(string verb, string description, Func<WorkflowTarget, string, CancellationToken, Task<int>> action)
    {
        var name = Name();
        return Command(verb, description, [name], (parsed, target, cancellationToken) => action(target, parsed.GetValue(name)!, cancellationToken));
    }

    private static Argument<string> Name() => new("name") { Description = $"{string.Join(", ", JobNames.All)}, or the id of a schedule." };

    private static Command Command(
        string name, string description, Symbol[] symbols, Func<ParseResult, WorkflowTarget, CancellationToken, Task<int>> action) =>
        EngineCommand.Build(name, description, symbols, Interrupted, action);
}
