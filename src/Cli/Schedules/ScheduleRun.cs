using System.Globalization;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Releases;
using Assay.Cli.Screen;
using Assay.Cli.WorkflowRuns;
using Assay.Domain;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace Assay.Cli.Schedules;

/// <summary><c>assay schedules</c>: the jobs that the service starts by itself, on the embedded engine and on a cluster alike.</summary>
internal static class ScheduleRun
{
    private const string Subject = "the schedules";

    public static async Task<int> ApplyAsync(WorkflowTarget target, bool dryRun, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        var deployment = DeploymentFile.Read(target.Home, Checkout.Folder);
        var desired = DesiredOf(deployment, TimeProvider.System);
        var sync = new ScheduleSync(session.Client, deployment.Settings.TaskQueue, cancellationToken);
        IReadOnlyList<string> attributes = dryRun
            ? [.. (await WorkflowSession.CallAsync("the search attributes", () => SearchAttributeRegistration.MissingAsync(session.Client, cancellationToken))).Select(key => key.Name)]
            : await SearchAttributeRegistration.EnsureAsync(session.Client, cancellationToken);
        var changes = await WorkflowSession.CallAsync(Subject, () => sync.PlanAsync(desired));
        if (!dryRun)
        {
            await WorkflowSession.CallAsync(Subject, () => sync.ApplyAsync(desired, changes));
        }

        if (target.Json)
        {
            JsonOutput.Write(new { DryRun = dryRun, SearchAttributes = attributes, Changes = changes });
            return ExitCode.Done;
        }

        foreach (var name in attributes)
        {
            Console.Out.WriteLine($"register  {name}");
        }

        foreach (var change in changes)
        {
            Console.Out.WriteLine($"{change.Action,-8}  {change.Id}{(change.Parts.Count == 0 ? string.Empty : ": " + string.Join(", ", change.Parts))}");
        }

        if (attributes.Count + changes.Count == 0)
        {
            Console.Out.WriteLine(desired.Count == 0 ? "Nothing changes; temporal.yaml names no schedules." : "Nothing changes.");
        }

        return ExitCode.Done;
    }

    public static async Task<int> ListAsync(WorkflowTarget target, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        var sync = new ScheduleSync(session.Client, session.Engine.TaskQueue, cancellationToken);
        var lines = await WorkflowSession.CallAsync(Subject, async () =>
        {
            var found = new List<ScheduleLine>();
            foreach (var id in await sync.OwnAsync())
            {
                if (await sync.FindAsync(id) is { } schedule)
                {
                    found.Add(LineOf(schedule));
                }
            }

            return found;
        });
        if (target.Json)
        {
            JsonOutput.Write(lines);
            return ExitCode.Done;
        }

        if (lines.Count == 0)
        {
            Console.Out.WriteLine("There are no schedules; name them in temporal.yaml and run 'assay schedules apply'.");
        }

        foreach (var line in lines)
        {
            var state = line.Paused ? $"paused ({line.Note})" : $"next {line.Next ?? "never"}";
            Console.Out.WriteLine($"{line.Id}  {line.WorkflowType}  {state}  last {line.Last ?? "never"}  {line.TimeZone}");
        }

        return ExitCode.Done;
    }

    public static Task<int> PauseAsync(WorkflowTarget target, string name, string note, CancellationToken cancellationToken) =>
        OnAsync(target, name, handle => handle.PauseAsync(note, Rpc(cancellationToken)), "is paused", cancellationToken);

    public static Task<int> ResumeAsync(WorkflowTarget target, string name, CancellationToken cancellationToken) =>
        OnAsync(target, name, handle => handle.UnpauseAsync("resumed by hand", Rpc(cancellationToken)), "is resumed", cancellationToken);

    public static Task<int> TriggerAsync(WorkflowTarget target, string name, CancellationToken cancellationToken) => OnAsync(
        target, name, handle => handle.TriggerAsync(new ScheduleTriggerOptions { Rpc = Rpc(cancellationToken) }), "was triggered", cancellationToken);

    /// <summary>Starts what would have started on the days from one to the other, one after the other.</summary>
    public static Task<int> BackfillAsync(WorkflowTarget target, string name, string from, string to, CancellationToken cancellationToken)
    {
        var (first, last) = (Date("--from", from), Date("--to", to));
        if (first > last)
        {
            throw new UsageException($"--from {first} lies after --to {last}; give an earlier one.");
        }

        return OnAsync(
            target,
            name,
            async handle =>
            {
                var zoneName = (await handle.DescribeAsync(Rpc(cancellationToken))).Schedule.Spec.TimeZoneName;
                var zone = zoneName is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zoneName);

                // The service takes the beginning as exclusive.
                var begin = TimeZoneInfo.ConvertTimeToUtc(first.ToDateOnly().ToDateTime(TimeOnly.MinValue), zone).AddSeconds(-1);
                var end = TimeZoneInfo.ConvertTimeToUtc(last.AddDays(1).ToDateOnly().ToDateTime(TimeOnly.MinValue), zone).AddSeconds(-1);
                await handle.BackfillAsync([new ScheduleBackfill(begin, end, ScheduleOverlapPolicy.BufferAll)], Rpc(cancellationToken));
            },
            $"is backfilled from {first} to {last}",
            cancellationToken);
    }

    /// <summary>What the file asks for now.</summary>
    public static IReadOnlyList<DesiredSchedule> DesiredOf(DeploymentFile deployment, TimeProvider time) => deployment.Settings.Schedules is null
        ? []
        : ScheduleDesign.Of(deployment, Checkout.Calendars(), WaitingRelease.PlanOf(RunApprovals.Wait, Checkout.Settings().Release), time.GetUtcNow());

    private static async Task<int> OnAsync(
        WorkflowTarget target, string name, Func<ScheduleHandle, Task> action, string done, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        var id = JobNames.All.Contains(name, StringComparer.Ordinal) ? JobNames.ScheduleId(session.Engine.TaskQueue, name) : name;
        await WorkflowSession.CallAsync($"the schedule '{id}'", () => action(session.Client.GetScheduleHandle(id)));
        if (target.Json)
        {
            JsonOutput.Write(new { Id = id, Done = done });
        }
        else
        {
            Console.Out.WriteLine($"{id} {done}.");
        }

        return ExitCode.Done;
    }

    private static ScheduleLine LineOf(ScheduleDescription schedule) => new(
        schedule.Id,
        schedule.Schedule.Action is ScheduleActionStartWorkflow start ? start.Workflow : string.Empty,
        schedule.Schedule.State.Paused,
        schedule.Schedule.State.Note,
        schedule.Schedule.Spec.TimeZoneName,
        schedule.Info.NextActionTimes.Count == 0 ? null : Instant(schedule.Info.NextActionTimes.Min()),
        schedule.Info.RecentActions.Count == 0 ? null : Instant(schedule.Info.RecentActions.Max(action => action.StartedAt)),
        schedule.Info.NumActions,
        schedule.Info.NumActionsMissedCatchupWindow);

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static TradingDate Date(string option, string text) => TradingDate.TryParse(text, out var date)
        ? date
        : throw new UsageException($"{option}: '{text}' is not a date; write it as yyyy-mm-dd.");

    private static RpcOptions Rpc(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };
}
