using Assay.Activities.Backtests;
using Assay.Activities.Data;
using Assay.Activities.Features;
using Assay.Activities.Live;
using Assay.Activities.Models;
using Assay.Activities.Release;
using Assay.Activities.Reports;
using Assay.Activities.Reviews;
using Assay.Activities.Runs;
using Assay.Activities.Selection;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Microsoft.Extensions.Logging;
using Temporalio.Worker;

namespace Assay.Cli.Hosting;

/// <summary>Which activities a worker of each of the two task queues has.</summary>
internal static class WorkerActivities
{
    /// <summary>What needs the artifact store alone, so that any machine can do it.</summary>
    public static TemporalWorkerOptions AddComputing(this TemporalWorkerOptions options, StageRunner runner) => options
        .AddAllActivities(new DataActivities(runner))
        .AddAllActivities(new SnapshotActivities(runner))
        .AddAllActivities(new FeatureActivities(runner))
        .AddAllActivities(new ModelActivities(runner))
        .AddAllActivities(new BacktestActivities(runner))
        .AddAllActivities(new SelectionActivities(runner))
        .AddAllActivities(new AuditActivities(runner))
        .AddAllActivities(new RecommendationActivities(runner))
        .AddAllActivities(new ReportActivities(runner));

    /// <summary>What touches the folder of the home, for the one process that holds it.</summary>
    public static TemporalWorkerOptions AddHome(this TemporalWorkerOptions options, StageRunner runner, string home, HomeFiles files, TimeProvider time, ILoggerFactory loggers) => options
        .AddAllActivities(new ImportActivities(runner))
        .AddAllActivities(new FetchActivities(runner, home, files, Checkout.SourcesOf(home, loggers), time))
        .AddAllActivities(new SnapshotHomeActivities(runner, home))
        .AddAllActivities(new SnapshotImportActivities(runner, Checkout.Calendars))
        .AddAllActivities(new SnapshotWriteActivities(runner, home, files, Checkout.Calendars))
        .AddAllActivities(new IncumbentActivities(runner, home, files))
        .AddAllActivities(new ReleaseActivities(runner, home, files))
        .AddAllActivities(new ApprovalActivities(runner, home, files))
        .AddAllActivities(new RollbackActivities(runner, home, files, time))
        .AddAllActivities(new MonitoringActivities(runner, home, files))
        .AddAllActivities(new LiveActivities(runner, home, files))
        .AddAllActivities(new ReviewActivities(runner, home, files))
        .AddAllActivities(new RunActivities(runner, Checkout.Settings, Checkout.Calendars));
}
