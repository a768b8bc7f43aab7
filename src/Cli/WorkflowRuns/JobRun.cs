using System.Globalization;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Workflows;
using Assay.Workflows.Chain;
using Assay.Workflows.Jobs;
using Assay.Workflows.Live;
using Assay.Workflows.Selection;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay select</c> and <c>assay daily</c>: one part of the chain as a workflow of its own.</summary>
internal static class JobRun
{
    /// <summary>Trains, backtests and chooses; releases nothing.</summary>
    public static async Task<int> SelectAsync(RunSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var progress = new ProgressLines(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var job = JobOf(settings, "assay select", null, null, false, now, progress, observers);
        await using var session = await WorkflowSession.AttendAsync(TargetOf(settings), observers, cancellationToken);
        var day = settings.End ?? now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var handle = await NumberedStart.StartAsync($"select-{day}", Options(session, string.Empty, job, RunStages.Selection), async options =>
            await session.Client.StartWorkflowAsync((ModelSelection workflow) => workflow.RunAsync(new SelectionInput(null, job)), options));
        var result = await session.FollowAsync<ModelSelectionResult>(handle, progress, cancellationToken);
        var report = Path.Combine(settings.Home, "artifacts", "runs", result.RunId, "report.html");
        if (settings.Json)
        {
            JsonOutput.Write(result);
        }

        var selection = result.Selection;
        SummaryTable.Write(
            Consoles.Standard(toError: settings.Json),
            new ChainResult(result.RunId, selection.Outcome.Outcome, result.Data, selection, null, null, null, null, null, result.Report!),
            report);
        return string.Equals(selection.Outcome.Outcome, "no_champion", StringComparison.Ordinal) ? ExitCode.GateSaidNo : ExitCode.Done;
    }

    /// <summary>Recommends for one session from the active release.</summary>
    /// <param name="settings">Home, market and engine.</param>
    /// <param name="date">The session, ISO date; null for today at the exchange.</param>
    /// <param name="exchange">Id of the exchange's calendar; null for days of UTC without holidays.</param>
    /// <param name="dryRun">Publish nothing.</param>
    /// <param name="observers">Who watches.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<int> DailyAsync(
        RunSettings settings, string? date, string? exchange, bool dryRun, HostObservers observers, CancellationToken cancellationToken)
    {
        var progress = new ProgressLines(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var day = date ?? Today(exchange, now);
        var job = JobOf(settings, "assay daily", day, exchange, dryRun, now, progress, observers);
        await using var session = await WorkflowSession.AttendAsync(TargetOf(settings), observers, cancellationToken);
        var handle = await StartDayAsync(session, $"daily-{day}", job);
        var result = await session.FollowAsync<DailyRunResult>(handle, progress, cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(result);
        }
        else
        {
            Console.Out.WriteLine(Sentence(result));
        }

        return result.Outcome switch
        {
            DailyOutcomes.NoData => ExitCode.Failed,
            DailyOutcomes.NoRelease or DailyOutcomes.OtherMarket => ExitCode.GateSaidNo,
            _ => ExitCode.Done,
        };
    }

    private static async Task<WorkflowHandle> StartDayAsync(WorkflowSession session, string id, JobRequest job)
    {
        try
        {
            return await WorkflowSession.CallAsync($"the workflow '{id}'", () => session.Client.StartWorkflowAsync(
                (DailyLiveRun workflow) => workflow.RunAsync(new DailyInput(null, job)), Options(session, id, job, RunStages.Daily)));
        }
        catch (WorkflowAlreadyStartedException running)
        {
            throw new WorkflowRunException($"The workflow '{id}' is under way; 'assay workflow show {id}' tells how far it is.", running);
        }
    }

    private static string Sentence(DailyRunResult result) => result.Daily is { } daily
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Date}: {daily.TradeCount} trades, turnover {daily.Turnover:p1}, regime {daily.Regime}, from release {result.Release?.Version}, {(result.Folder is { } folder ? $"in {folder}" : "not published (dry run)")}.{Violations(daily.Violations)}")
        : $"{result.Date}: no recommendations. {result.Reason}";

    private static string Violations(IReadOnlyList<string> violations) => string.Concat(violations.Select(violation => $" Check failed: {violation}"));

    private static string Today(string? exchange, DateTimeOffset now)
    {
        var zone = exchange is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(Checkout.Calendars().Find(exchange).ZoneId);
        return TimeZoneInfo.ConvertTime(now, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static JobRequest JobOf(
        RunSettings settings, string command, string? date, string? exchange, bool dryRun, DateTimeOffset now, ProgressLines progress, HostObservers observers)
    {
        var home = HomeFolder.Open(settings.Home);
        var deployment = DeploymentFile.Read(settings.Home, Checkout.Folder);
        var data = MarketRequests.Of(settings, home, deployment, progress, TimeProvider.System, observers);
        return new JobRequest(data, settings.Profile, command, date ?? settings.End, now, exchange, DryRun: dryRun);
    }

    private static WorkflowTarget TargetOf(RunSettings settings) => new(settings.Home, settings.Engine, settings.Json);

    private static WorkflowOptions Options(WorkflowSession session, string id, JobRequest job, string stage) => new()
    {
        Id = id,
        TaskQueue = session.Engine.TaskQueue,
        StaticSummary = $"{job.Data.Market}, {job.Profile} profile",
        Memo = RunMemo.AtStart(job.Data.Market, job.Profile, job.Command),
        TypedSearchAttributes = AssaySearchAttributes.AtStart(stage, job.AsOf, job.DryRun),
    };
}
