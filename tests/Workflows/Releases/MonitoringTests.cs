using System.Diagnostics;
using Assay.Activities.Contracts.Release;
using Assay.Workflows.Monitoring;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.Releases;

/// <summary>48 hours of heightened monitoring, in milliseconds.</summary>
public sealed class MonitoringTests : IDisposable
{
    private const int Version = 2;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly ReleaseHost host = new();
    private IDisposable? heldInTheMiddle;

    public MonitoringTests() => host.Home.Active = Version;

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public Task Watch_NothingWrong_PassesAfterItsWindow(int cachedWorkflows) => host.LiveAsync(
        async () =>
        {
            var begun = host.Now;
            var clock = Stopwatch.GetTimestamp();
            var handle = await StartAsync(ReleaseSample.Watch);

            var result = await handle.GetResultAsync();

            Stopwatch.GetElapsedTime(clock).ShouldBeLessThan(TimeSpan.FromSeconds(20));
            (result.Outcome, result.Checks, result.Sessions).ShouldBe(("passed", 24, 4));
            (host.Now - begun).ShouldBe(TimeSpan.FromHours(48), Moment);
            result.Rollback.ShouldBeNull();
            var status = await handle.QueryAsync(w => w.Status());
            (status.State, status.Checks).ShouldBe(("passed", 24));
            status.LastCheckAt!.Value.ShouldBe(begun.AddHours(48), Moment);
            status.EndsAfter.ShouldBe(begun.AddHours(48), Moment);
            var timers = (await handle.FetchHistoryAsync()).Events.Where(e => e.EventType == EventType.TimerStarted).ToList();
            timers.Count.ShouldBe(24);
            timers[4].UserMetadata.Summary.Data.ToStringUtf8().ShouldBe("\"until check 5 of release 2\"");
            await ReleaseHost.ReplayAsync(handle);
        },
        cachedWorkflows);

    [Fact]
    public Task Watch_TooFewSessionsAfterTheWindow_GoesOnUntilThereAreEnough() => host.LiveAsync(async () =>
    {
        host.Home.Sessions = check => check < 40 ? 1 : 2;
        var begun = host.Now;
        var handle = await StartAsync(ReleaseSample.Watch);

        (await handle.GetResultAsync()).Checks.ShouldBe(40);
        (host.Now - begun).ShouldBe(TimeSpan.FromHours(80), Moment);
    });

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public Task Watch_BreachAtASeededCheck_GoesBackAtOnce(int cachedWorkflows) => host.LiveAsync(
        async () =>
        {
            var breached = new Random(12).Next(2, 24);
            host.Home.Finding = check => check == breached ? Breach : null;
            var handle = await StartAsync(ReleaseSample.Watch);

            var result = await handle.GetResultAsync();

            (result.Outcome, result.Checks, result.Reason).ShouldBe(("breached", breached, Breach.Detail));
            (result.Rollback!.From, result.Rollback.To, result.Rollback.Release.Version).ShouldBe((2, 1, 3));
            host.Home.Calls[^1].ShouldBe("back to 1 by heightened monitoring: " + Breach.Detail);
            (await host.Client.GetWorkflowHandle("rollback-2").DescribeAsync()).Status.ShouldBe(WorkflowExecutionStatus.Completed);
            await ReleaseHost.ReplayAsync(handle);
        },
        cachedWorkflows);

    [Fact]
    public Task Watch_BreachThatCannotBeRolledBack_EndsAsBreachedAndSaysWhy() => host.LiveAsync(async () =>
    {
        host.Home.Finding = check => check == 3 ? Breach : null;
        host.Home.Refusal = "There is no verified release before release 2.";
        var handle = await StartAsync(ReleaseSample.Watch);

        var result = await handle.GetResultAsync();

        (result.Outcome, result.Rollback).ShouldBe(("breached", null));
        result.Reason.ShouldBe($"{Breach.Detail} The rollback failed: {host.Home.Refusal}");
        host.Home.Active.ShouldBe(Version);
    });

    [Fact]
    public Task Watch_WarningsAndSkippedChecks_DoNotEndIt() => host.LiveAsync(async () =>
    {
        host.Home.Finding = check => new CheckFinding("loss", check % 2 == 0 ? CheckVerdicts.Warning : CheckVerdicts.Skipped, "A loss of 6 %.");
        var handle = await StartAsync(ReleaseSample.Watch);

        var result = await handle.GetResultAsync();

        result.Outcome.ShouldBe("passed");
        result.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(CheckVerdicts.Warning);
    });

    [Fact]
    public Task Ask_AnsweredWithRollback_GoesBackInThePersonsName() => AskAsync(
        new AnswerBreach(RollBack: true, "ann", "I saw it"),
        result =>
        {
            result.Outcome.ShouldBe("breached");
            result.Rollback!.To.ShouldBe(1);
            host.Home.Calls[^1].ShouldBe("back to 1 by ann: I saw it");
        });

    [Fact]
    public Task Ask_AnsweredWithKeep_EndsAsBreachedAndKeepsTheRelease() => AskAsync(
        new AnswerBreach(RollBack: false, "ann", "a known outage"),
        result =>
        {
            (result.Outcome, result.Rollback, result.Reason).ShouldBe(("breached", null, "Kept by ann: a known outage"));
            host.Home.Active.ShouldBe(Version);
        });

    [Fact]
    public Task Answer_WithoutABreach_IsOfNoEffect() => host.LiveAsync(async () =>
    {
        var handle = await StartHeldAsync(ReleaseSample.Watch, waiting => waiting.SignalAsync(w => w.AnswerAsync(new AnswerBreach(true, "ann", "why not"))));

        (await handle.GetResultAsync()).Outcome.ShouldBe("passed");
    });

    [Fact]
    public Task Stop_Signalled_EndsWithItsReason() => host.LiveAsync(async () =>
    {
        var handle = await StartHeldAsync(ReleaseSample.Watch, async waiting =>
        {
            (await waiting.QueryAsync(w => w.Status())).State.ShouldBe("watching");
            await waiting.SignalAsync(w => w.StopAsync(new StopMonitoring("ann", "a drill")));
            try
            {
                await waiting.SignalAsync(w => w.StopAsync(new StopMonitoring("bob", "too late")));
            }
            catch (RpcException ended) when (ended.Code == RpcException.StatusCode.NotFound)
            {
                // The first one has ended the watch already.
            }
        });

        var result = await handle.GetResultAsync();

        (result.Outcome, result.Checks, result.Reason).ShouldBe(("stopped", 0, "Stopped by ann: a drill"));
        await ReleaseHost.ReplayAsync(handle);
    });

    [Theory]
    [InlineData(5, "Release 5 has become active.")]
    [InlineData(1, "Release 1 has become active.")]
    public Task Watch_AnotherReleaseBecomesActive_IsSuperseded(int other, string reason) => host.LiveAsync(async () =>
    {
        host.Home.Finding = check =>
        {
            host.Home.Active = check == 6 ? other : host.Home.Active;
            return null;
        };
        var handle = await StartAsync(ReleaseSample.Watch);

        var result = await handle.GetResultAsync();

        (result.Outcome, result.Reason).ShouldBe(("superseded", reason));
        result.Checks.ShouldBeInRange(6, 7);
    });

    [Fact]
    public async Task Watch_WorkersEndInTheMiddle_GoesOnFromTheHistory()
    {
        var begun = host.Now;
        await host.LiveAsync(async () =>
        {
            var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            IDisposable? held = null;
            host.Home.Finding = check =>
            {
                if (check == 12)
                {
                    held = host.Clock.Lock();
                    half.SetResult();
                }

                return null;
            };
            await StartAsync(ReleaseSample.Watch);
            await half.Task;
            heldInTheMiddle = held;
        });
        heldInTheMiddle!.Dispose();
        var handle = host.Client.GetWorkflowHandle<HeightenedMonitoring, MonitoringResult>("monitor-2");

        var result = await host.LiveAsync(() => handle.GetResultAsync(), cachedWorkflows: 0);

        (result.Outcome, result.Checks).ShouldBe(("passed", 24));
        host.Home.Calls.Count(call => call == "check").ShouldBe(24);
        (host.Now - begun).ShouldBe(TimeSpan.FromHours(48), Moment);
    }

    private static CheckFinding Breach { get; } = new("integrity", CheckVerdicts.Breached, "Object abc is damaged.");

    private Task AskAsync(AnswerBreach answer, Action<MonitoringResult> check) => host.LiveAsync(async () =>
    {
        var asked = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Home.Finding = number =>
        {
            if (number == 5)
            {
                // Two checks later the question still stands, and no further one was needed.
                asked.SetResult(host.Clock.Lock());
            }

            return number >= 3 ? Breach : null;
        };
        var handle = await StartAsync(ReleaseSample.Watch with { RollBackOnBreach = false });
        using (await asked.Task)
        {
            (await handle.QueryAsync(w => w.Status())).State.ShouldBe("asking");
            host.Home.Calls.ShouldNotContain(call => call.StartsWith("back", StringComparison.Ordinal));
            await handle.SignalAsync(w => w.AnswerAsync(answer));
        }

        check(await handle.GetResultAsync());
        await ReleaseHost.ReplayAsync(handle);
    });

    private Task<WorkflowHandle<HeightenedMonitoring, MonitoringResult>> StartAsync(MonitoringPlan plan) => host.Client.StartWorkflowAsync(
        (HeightenedMonitoring w) => w.RunAsync(new MonitoringInput(Version, host.Now, plan)), ReleaseHost.Start("monitor-2"));

    private async Task<WorkflowHandle<HeightenedMonitoring, MonitoringResult>> StartHeldAsync(
        MonitoringPlan plan, Func<WorkflowHandle<HeightenedMonitoring>, Task> meanwhile)
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(plan);
        await meanwhile(handle);
        return handle;
    }
}
