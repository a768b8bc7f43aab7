using Assay.Activities.Contracts.Release;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Release;

/// <summary>
/// Back to an earlier release: its digests and signatures are verified first, then a new, higher version with its content is signed and made
/// active. A refusal leaves the active release as it is.
/// </summary>
[Workflow]
public sealed class Rollback
{
    private RollbackStatus status;

    [WorkflowInit]
    public Rollback(RollbackInput input) => status = new RollbackStatus("verifying", null, input.Who, input.Reason);

    /// <summary>How far it is.</summary>
    [WorkflowQuery]
    public RollbackStatus Status() => status;

    [WorkflowRun]
    public async Task<RollbackResult> RunAsync(RollbackInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Who) || string.IsNullOrWhiteSpace(input.Reason))
        {
            throw new ApplicationFailureException("A rollback needs who decided and why.", "RollbackRefused", nonRetryable: true);
        }

        var startedAt = new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        var target = await Workflow.ExecuteActivityAsync(
            (IRollbackActivities activities) => activities.FindRollbackTargetAsync(new FindRollbackTarget(input.Target, input.Active, startedAt)),
            ActivityProfiles.ShortAtHome("verify what to go back to"));
        status = status with { State = "switching", Target = target };

        // From here a cancellation comes too late: the pointer is old or new, and the result says which.
        using var detached = new CancellationTokenSource();
        var options = ActivityProfiles.ShortAtHome($"go back to release {target.Version}");
        options.CancellationToken = detached.Token;
        var release = await Workflow.ExecuteActivityAsync(
            (IRollbackActivities activities) => activities.RollBackAsync(new RollBack(target, input.Who, input.Reason, startedAt)),
            options);
        status = status with { State = "done" };
        RunLabels.Release(release.Channel, release.Version);
        RunLabels.Outcome($"release {target.Version} is back as release {release.Version}");
        return new RollbackResult(target.Active, target.Version, release, startedAt, new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero));
    }
}
