using System.Globalization;
using Assay.Activities.Contracts.Data;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.Workflows;
using Assay.Workflows.Data;
using Assay.Workflows.Jobs;
using Assay.Workflows.Live;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace Assay.Cli.Schedules;

/// <summary>The schedules that the section <c>schedules</c> of <c>temporal.yaml</c> asks for.</summary>
internal static class ScheduleDesign
{
    private const string Section = "schedules";
    private const double UnwatchedWaitHours = 12;

    /// <param name="deployment">The file.</param>
    /// <param name="calendars">The exchanges.</param>
    /// <param name="release">How a release that retraining starts waits for people.</param>
    /// <param name="now">The present instant; holidays of its year and the years after it are left out.</param>
    /// <exception cref="Configuration.ConfigurationException">The file names something that does not go together.</exception>
    public static IReadOnlyList<DesiredSchedule> Of(DeploymentFile deployment, CalendarBook calendars, ReleasePlan? release, DateTimeOffset now)
    {
        if (deployment.Settings.Schedules is not { } settings)
        {
            return [];
        }

        var calendar = calendars.Find(settings.Exchange);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.ZoneId);
        var today = TradingDate.FromDateOnly(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime));
        var data = Request(deployment, settings);
        var queue = deployment.Settings.TaskQueue;
        var desired = new List<DesiredSchedule>();
        Add(JobNames.Fetch, settings.Fetch, (job, options) =>
        {
            CheckAfterClose(deployment, JobNames.Fetch, settings.Fetch!, calendar, zone, today);
            return ScheduleActionStartWorkflow.Create((DataFetch workflow) => workflow.RunAsync(new DataFetchInput(Fetched(settings), job.Command)), options);
        }, "fetch", RunStages.Data, "what is new at the vendors");
        Add(JobNames.Daily, settings.Daily, (job, options) =>
        {
            CheckAfterClose(deployment, JobNames.Daily, settings.Daily!, calendar, zone, today);
            return ScheduleActionStartWorkflow.Create((DailyLiveRun workflow) => workflow.RunAsync(new DailyInput(null, job)), options);
        }, "daily", RunStages.Daily, "recommendations of the session");
        Add(JobNames.Selection, settings.Selection, (job, options) => ScheduleActionStartWorkflow.Create(
            (ModelSelection workflow) => workflow.RunAsync(new SelectionInput(null, job)), options), "select", RunStages.Selection, "a selection with its report");
        Add(JobNames.Audit, settings.Audit, (job, options) => ScheduleActionStartWorkflow.Create(
            (ReleaseAudit workflow) => workflow.RunAsync(new ReleaseAuditInput(null, job)), options), "audit", RunStages.Audit, "the active release verified anew");
        Add(JobNames.Retrain, settings.Retrain, (job, options) => ScheduleActionStartWorkflow.Create(
            (Retrain workflow) => workflow.RunAsync(new RetrainInput(job)), options), "retrain", RunStages.Retrain, "whether the model is to be trained anew");
        return desired;

        void Add(
            string name, ScheduledJob? when, Func<JobRequest, WorkflowOptions, ScheduleAction> action, string workflowId, string stage, string summary)
        {
            if (when is null)
            {
                return;
            }

            var id = JobNames.ScheduleId(queue, name);
            var command = $"schedule {id}";
            var job = new JobRequest(data, settings.Profile, command, null, null, settings.Exchange, name == JobNames.Retrain ? release : null);
            var options = new WorkflowOptions(workflowId, queue)
            {
                StaticSummary = summary,
                Memo = RunMemo.AtStart(data.Market, settings.Profile, command),
                TypedSearchAttributes = AssaySearchAttributes.AtStart(stage, null, false),
            };
            var schedule = new Schedule(action(job, options), ScheduleTimes.Of(when, calendar, today))
            {
                Policy = new SchedulePolicy
                {
                    Overlap = ScheduleWords.Overlap(when.Overlap)!.Value,
                    CatchupWindow = TimeSpan.FromHours(when.CatchUpHours),
                },
            };
            desired.Add(new DesiredSchedule(id, schedule, when.Paused));
        }
    }

    /// <summary>A fetch that nobody watches waits for sources that rest, too, but not into the next session.</summary>
    private static FetchRequest Fetched(ScheduleSettings settings) => new(
        settings.Data![SnapshotChoice.Prefix.Length..],
        settings.FetchDatasets,
        null,
        string.Equals(settings.FetchSymbols, "members", StringComparison.Ordinal),
        Exchange: settings.Exchange,
        WaitHours: UnwatchedWaitHours,
        WaitForRest: true);

    private static DataRequest Request(DeploymentFile deployment, ScheduleSettings settings)
    {
        var snapshot = Snapshot(deployment, settings.Data);
        var data = snapshot is null ? PathOf(deployment, "data", settings.Data) : null;
        var membership = PathOf(deployment, "membership", settings.Membership);
        var market = new RunSettings(
            string.Empty, data, membership, null, null, null, settings.Profile, RunApprovals.Now, false, null, snapshot, false).Market;
        return new DataRequest(market, data, membership, null, null, null)
        {
            Named = snapshot is null ? null : new NamedSnapshot(snapshot.Name, snapshot.Adjustment),
        };
    }

    /// <summary>The snapshot that is present when a job begins, so that a number has no place here.</summary>
    private static SnapshotChoice? Snapshot(DeploymentFile deployment, string? data)
    {
        if (data is null || !data.StartsWith(SnapshotChoice.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = data[SnapshotChoice.Prefix.Length..];
        return SnapshotName.IsValid(name)
            ? SnapshotChoice.Parse(data, name, null, null)
            : throw deployment.Fault($"{Section}.data", $"is '{data}', which names no snapshot; write snapshot:NAME");
    }

    private static string? PathOf(DeploymentFile deployment, string key, string? value)
    {
        if (value is null)
        {
            return null;
        }

        var path = Path.GetFullPath(value, Path.GetDirectoryName(deployment.Path)!);
        return File.Exists(path) || deployment.EngineOr(null) == EngineKind.Temporal
            ? path
            : throw deployment.Fault($"{Section}.{key}", $"names {path}, which is not there; give the path of an existing file");
    }

    /// <summary>A session's bar is complete only after its close.</summary>
    private static void CheckAfterClose(DeploymentFile deployment, string name, ScheduledJob job, ExchangeCalendar calendar, TimeZoneInfo zone, TradingDate today)
    {
        var session = calendar.Session(calendar.OnOrAfter(today));
        var close = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(session.Close, zone).DateTime);
        var at = TimeOnly.ParseExact(job.At, "HH:mm", CultureInfo.InvariantCulture);
        if (at <= close)
        {
            throw deployment.Fault(
                $"{Section}.{name}.at",
                string.Create(CultureInfo.InvariantCulture, $"is {job.At}, but {calendar.Exchange} closes at {close:HH:mm} in {calendar.ZoneId}; give a later time"));
        }
    }
}
