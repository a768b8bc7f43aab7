using Assay.Cli.Commands;
using Assay.Release;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;

namespace Assay.Cli.Releases;

/// <summary>How a release waits and is watched, from the configuration of its run.</summary>
internal static class WaitingRelease
{
    /// <returns>Null where nobody is waited for.</returns>
    public static ReleasePlan? PlanOf(RunApprovals approvals, ReleaseOptions options) => approvals == RunApprovals.Now
        ? null
        : new ReleasePlan(
            TimeSpan.FromDays(options.Approvals.ExpiryDays),
            TimeSpan.FromHours(options.Approvals.ReminderHours),
            approvals == RunApprovals.WaitMajor,
            new MonitoringPlan(
                TimeSpan.FromHours(options.Monitoring.WindowHours),
                options.Monitoring.MinimumSessions,
                TimeSpan.FromHours(options.Monitoring.CheckEveryHours),
                options.Monitoring.OnBreach == BreachResponse.Rollback));
}
