using Assay.Activities.Contracts.Release;
using Assay.Workflows.Release;
using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Monitoring;

/// <summary>
/// Watches a release that people deployed, until its window is over and enough sessions have been recommended with it. A breach brings the
/// release before it back, or asks people, as the plan says.
/// </summary>
[Workflow]
public sealed class HeightenedMonitoring
{
    private readonly MonitoringInput input;
    private string state = MonitoringStates.Watching;
    private int checks;
    private DateTimeOffset? lastCheckAt;
    private ReleaseCheck last = new(null, 0, []);
    private StopMonitoring? stop;
    private AnswerBreach? answer;

    [WorkflowInit]
    public HeightenedMonitoring(MonitoringInput input) => this.input = input;

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    /// <summary>What was seen so far.</summary>
    [WorkflowQuery]
    public MonitoringStatus Status() => new(
        state,
        input.Version,
        input.DeployedAt,
        input.DeployedAt + input.Plan.Window,
        input.Plan.MinimumSessions,
        last.Sessions,
        checks,
        lastCheckAt,
        last.Findings);

    /// <summary>Ends the watch.</summary>
    [WorkflowSignal]
    public Task StopAsync(StopMonitoring request)
    {
        stop ??= request;
        return Task.CompletedTask;
    }

    /// <summary>Answers a breach; without one it is of no effect.</summary>
    [WorkflowSignal]
    public Task AnswerAsync(AnswerBreach request)
    {
        if (state == MonitoringStates.Asking)
        {
            answer ??= request;
        }

        return Task.CompletedTask;
    }

    [WorkflowRun]
    public async Task<MonitoringResult> RunAsync(MonitoringInput input)
    {
        while (true)
        {
            if (await WaitAsync() is { } ended)
            {
                return ended;
            }

            last = await Workflow.ExecuteActivityAsync(
                (IMonitoringActivities activities) => activities.CheckReleaseAsync(new CheckRelease(input.Version, Now)),
                ActivityProfiles.LongAtHome($"check {checks + 1} of release {input.Version}"));
            checks++;
            lastCheckAt = Now;
            if (last.ActiveVersion != input.Version)
            {
                return End(
                    MonitoringOutcomes.Superseded,
                    last.ActiveVersion is { } other ? $"Release {other} has become active." : "No release is active any more.");
            }

            var breaches = last.Findings.Where(finding => finding.Verdict == CheckVerdicts.Breached).ToList();
            if (breaches.Count > 0)
            {
                var reason = string.Join(" ", breaches.Select(breach => breach.Detail));
                if (input.Plan.RollBackOnBreach)
                {
                    return await RollBackAsync("heightened monitoring", reason);
                }

                if (state != MonitoringStates.Asking)
                {
                    state = MonitoringStates.Asking;
                    Workflow.Logger.LogWarning("Release {Version} has breached and waits for an answer: {Reason}", input.Version, reason);
                }
            }
            else if (state != MonitoringStates.Asking && Now >= input.DeployedAt + input.Plan.Window && last.Sessions >= input.Plan.MinimumSessions)
            {
                return End(MonitoringOutcomes.Passed, $"{checks} checks and {last.Sessions} sessions without a breach.");
            }
        }
    }

    /// <summary>Until the next check; a result when people end the watch before.</summary>
    private async Task<MonitoringResult?> WaitAsync()
    {
        _ = await Workflow.WaitConditionWithOptionsAsync(new WaitConditionOptions(
            () => stop is not null || answer is not null,
            input.Plan.CheckEvery,
            $"until check {checks + 1} of release {input.Version}"));
        if (stop is { } stopped)
        {
            return End(MonitoringOutcomes.Stopped, $"Stopped by {stopped.Who}: {stopped.Reason}");
        }

        return answer switch
        {
            null => null,
            { RollBack: true } back => await RollBackAsync(back.Who, back.Reason),
            { } keep => End(MonitoringOutcomes.Breached, $"Kept by {keep.Who}: {keep.Reason}"),
        };
    }

    /// <summary>A rollback that fails is a result too: the release that breached is still active, and people must know.</summary>
    private async Task<MonitoringResult> RollBackAsync(string who, string reason)
    {
        state = MonitoringStates.RollingBack;
        try
        {
            var rollback = await Workflow.ExecuteChildWorkflowAsync(
                (Rollback workflow) => workflow.RunAsync(new RollbackInput(null, input.Version, who, reason)),
                RunLabels.Child($"rollback-{input.Version}", RunStages.Rollback, $"takes release {input.Version} out of service"));
            return End(MonitoringOutcomes.Breached, reason, rollback);
        }
        catch (Exception failure) when (failure is ChildWorkflowFailureException or WorkflowAlreadyStartedException && !TemporalException.IsCanceledException(failure))
        {
            var cause = failure;
            while (cause is ChildWorkflowFailureException or ActivityFailureException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            Workflow.Logger.LogError("Release {Version} has breached and could not be rolled back: {Cause}", input.Version, cause.Message);
            return End(MonitoringOutcomes.Breached, $"{reason} The rollback failed: {cause.Message}");
        }
    }

    private MonitoringResult End(string outcome, string reason, RollbackResult? rollback = null)
    {
        state = outcome;
        RunLabels.Outcome(outcome);
        return new MonitoringResult(outcome, input.Version, checks, last.Sessions, last.Findings, rollback, reason);
    }
}
