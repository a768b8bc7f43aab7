using Assay.Activities.Settings;
using Assay.Cli.Deployment;

namespace Assay.Cli.Hosting;

/// <summary>How much a worker takes on.</summary>
/// <param name="ConcurrentActivities">Activities of one queue that run at once.</param>
/// <param name="Drain">Time that running activities have to finish once the worker is told to stop.</param>
/// <param name="CachedWorkflows">Runs that stay in memory between their tasks; 0 for none.</param>
internal sealed record WorkerLimits(int ConcurrentActivities, TimeSpan Drain, int CachedWorkflows)
{
    public static WorkerLimits Of(DeploymentFile deployment, AssaySettings settings)
    {
        var worker = deployment.Settings.Worker ?? new WorkerSettings();
        return new WorkerLimits(
            worker.ConcurrentActivities ?? settings.Runtime.ConcurrentActivities, TimeSpan.FromSeconds(worker.DrainSeconds), worker.CachedWorkflows);
    }
}
