using Assay.Workflows;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.Releases;

/// <summary>A release that waits for people: what they send, what is refused, and how it ends.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly ReleaseDecision Deploy = new(ReleaseActions.Deploy, "ann", "the audit is sound");
    private static readonly ReleaseDecision Reject = new(ReleaseActions.Reject, "ann", "too much turnover");

    /// <summary>The service moves its clock a little between events, so that they are in order.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly ReleaseHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public Task Release_ApprovedWaivedAndDeployed_IsActiveAndWatched(int cachedWorkflows) => host.LiveAsync(
        async () =>
        {
            WorkflowHandle<ReleaseModel, ReleaseResult> handle;
            using (host.Clock.Lock())
            {
                handle = await StartAsync(ReleaseSample.Waiting());
                await ApproveAllAsync(handle);
                (await handle.ExecuteUpdateAsync(w => w.DecideAsync(Deploy))).State.ShouldBe("deploying");

                var result = await handle.GetResultAsync();

                result.Outcome.ShouldBe("released");
                result.Active!.Version.ShouldBe(2);
                result.Decision.ShouldBe(Deploy);
                result.Monitoring.ShouldBe("monitor-2");
                host.Home.Calls.ShouldBe(
                [
                    "approval risk_manager",
                    "approval engineering_lead",
                    "waiver pbo_high",
                    "deploy by ann, approved by risk_manager+engineering_lead, waived pbo_high, major False",
                    "end released",
                ]);
                var end = host.Home.Ends.ShouldHaveSingleItem();
                end.Version.ShouldBe(2);
                end.Who.ShouldBe("ann");
                end.Approvals.Select(approval => approval.KeyId).ShouldBe(["risk_manager-own", "engineering_lead-own"]);
                (await handle.QueryAsync(w => w.Status())).State.ShouldBe("released");
            }

            var described = await handle.DescribeAsync();
            described.TypedSearchAttributes.Get(AssaySearchAttributes.Release).ShouldBe("development-2");
            (await host.Client.GetWorkflowHandle("monitor-2").DescribeAsync()).TypedSearchAttributes.Get(AssaySearchAttributes.Stage).ShouldBe(RunStages.Monitoring);
            var watch = await host.Client.GetWorkflowHandle<HeightenedMonitoring, MonitoringResult>("monitor-2").GetResultAsync();
            watch.Outcome.ShouldBe("passed");
            await ReleaseHost.ReplayAsync(handle);
        },
        cachedWorkflows);

    [Fact]
    public Task Status_AsSignaturesCome_SaysWhatIsMissing() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting());

        var first = await handle.QueryAsync(w => w.Status());
        first.State.ShouldBe("waiting");
        (first.Market, first.Candidate, first.Optimizer, first.Channel).ShouldBe(("sample", "xgboost", "hrp", "development"));
        first.MissingRoles.ShouldBe(["engineering_lead", "risk_manager"]);
        first.OpenFlags.ShouldHaveSingleItem().Id.ShouldBe(ReleaseSample.Flag);
        first.Since.ShouldBe(host.Now, Moment);
        first.ExpiresAt!.Value.ShouldBe(host.Now.AddDays(14), Moment);

        var second = await handle.ExecuteUpdateAsync(w => w.ApproveAsync(ReleaseSample.Approval("risk_manager", "own", null)));
        second.MissingRoles.ShouldBe(["engineering_lead"]);
        second.Approvals.ShouldHaveSingleItem().At.ShouldBe(host.Now, Moment);

        await handle.ExecuteUpdateAsync(w => w.WaiveAsync(ReleaseSample.Waiver(ReleaseSample.Flag, "own", null)));
        var third = await handle.ExecuteUpdateAsync(w => w.ApproveAsync(ReleaseSample.Approval("engineering_lead", "own", null)));
        third.State.ShouldBe("ready");
        third.OpenFlags.ShouldBeEmpty();
        third.WaivedFlags.ShouldBe([ReleaseSample.Flag]);
        await handle.ExecuteUpdateAsync(w => w.DecideAsync(Reject));
    });

    [Fact]
    public Task Validators_WhatCannotCount_IsRefusedAndLeavesNothingInTheHistory() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting());

        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("janitor")), "'janitor' is no role that approves this release, only engineering_lead, risk_manager.");
        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("business_owner")), "'business_owner' is no role");
        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("risk_manager", audit: new string('b', 64))), $"about the audit bundle {ReleaseSample.Audit}, not bbb");
        await RefusedAsync(() => Approve(handle, new("risk_manager", ReleaseSample.Audit, string.Empty)), "0 characters");
        await RefusedAsync(() => Approve(handle, new("risk_manager", ReleaseSample.Audit, new string('x', 70_000))), "70000 characters");
        await RefusedAsync(() => Waive(handle, ReleaseSample.Waiver("other")), "The audit found no flag 'other', only pbo_high.");
        await RefusedAsync(() => Waive(handle, ReleaseSample.Waiver(audit: new string('b', 64))), "about the audit bundle");
        await RefusedAsync(() => Decide(handle, new("wait", "ann", "r")), "'wait' is no decision, only deploy or reject.");
        await RefusedAsync(() => Decide(handle, new("reject", " ", "r")), "who decided and why");
        await RefusedAsync(() => Decide(handle, new("reject", "ann", string.Empty)), "who decided and why");
        await RefusedAsync(
            () => Decide(handle, Deploy),
            "It cannot be deployed yet: approval of engineering_lead, risk_manager is missing; a waiver of pbo_high by risk_manager is missing.",
            ReleaseUpdateErrors.NotReady);

        var history = await handle.FetchHistoryAsync();
        history.Events.ShouldNotContain(e => e.EventType == EventType.WorkflowExecutionUpdateAccepted);
        host.Home.Calls.ShouldBeEmpty();
        await Decide(handle, Reject);
    });

    [Fact]
    public Task Approve_SecondTime_IsRefused() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting());
        await ApproveAllAsync(handle);

        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("risk_manager")), "risk_manager has approved already.");
        await RefusedAsync(() => Waive(handle, ReleaseSample.Waiver()), "Flag pbo_high is waived already.");
        await Decide(handle, Reject);
    });

    [Fact]
    public Task Approve_WrongSignature_IsRefusedWithTheSentenceOfTheCheckAndMayBeMended() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting());

        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("risk_manager", "forged")), "No key of risk_manager in the development trust policy signed this.");
        await RefusedAsync(() => Waive(handle, ReleaseSample.Waiver(key: "forged")), "No key of risk_manager");
        (await handle.QueryAsync(w => w.Status())).MissingRoles.ShouldBe(["engineering_lead", "risk_manager"]);

        await Approve(handle, ReleaseSample.Approval("risk_manager"));
        (await handle.QueryAsync(w => w.Status())).MissingRoles.ShouldBe(["engineering_lead"]);
        await Decide(handle, Reject);
        await handle.GetResultAsync();
        await ReleaseHost.ReplayAsync(handle);
    });

    [Fact]
    public Task Approve_TwoOfOneRoleAtTheSameTime_CountOnce() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Home.SignatureGate = gate.Task;
        var handle = await StartAsync(ReleaseSample.Waiting());
        var first = await handle.StartUpdateAsync(w => w.ApproveAsync(ReleaseSample.Approval("risk_manager", "own", null)), new(WorkflowUpdateStage.Accepted));
        var second = await handle.StartUpdateAsync(w => w.ApproveAsync(ReleaseSample.Approval("risk_manager", "other", null)), new(WorkflowUpdateStage.Accepted));
        gate.SetResult();

        var outcomes = new List<string>();
        foreach (var update in new[] { first, second })
        {
            try
            {
                outcomes.Add((await update.GetResultAsync()).State);
            }
            catch (WorkflowUpdateFailedException refusal)
            {
                outcomes.Add(refusal.InnerException!.Message);
            }
        }

        outcomes.Order(StringComparer.Ordinal).ShouldBe(["risk_manager has approved already.", "waiting"]);
        (await handle.QueryAsync(w => w.Status())).Approvals.Count.ShouldBe(1);
        await Decide(handle, Reject);
    });

    [Fact]
    public Task Approve_ThresholdOfTwo_WantsTwoDifferentKeys() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting(threshold: 2));

        await Approve(handle, ReleaseSample.Approval("risk_manager", "one"));
        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("risk_manager", "one")), "This key has approved as risk_manager already; another one of the role is needed.");
        (await handle.QueryAsync(w => w.Status())).MissingRoles.ShouldContain("risk_manager");
        await Approve(handle, ReleaseSample.Approval("risk_manager", "two"));
        (await handle.QueryAsync(w => w.Status())).MissingRoles.ShouldBe(["engineering_lead"]);
        await Waive(handle, ReleaseSample.Waiver(key: "one"));
        await RefusedAsync(() => Waive(handle, ReleaseSample.Waiver(key: "one")), "This key has waived pbo_high already");
        await Waive(handle, ReleaseSample.Waiver(key: "two"));
        (await handle.QueryAsync(w => w.Status())).OpenFlags.ShouldBeEmpty();
        await Decide(handle, Reject);
    });

    [Fact]
    public Task Deploy_MajorRelease_NeedsTheBusinessOwnerToo() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting(major: true));
        await ApproveAllAsync(handle);

        await RefusedAsync(() => Decide(handle, Deploy), "approval of business_owner is missing.", ReleaseUpdateErrors.NotReady);
        await Approve(handle, ReleaseSample.Approval("business_owner"));
        await Decide(handle, Deploy);

        (await handle.GetResultAsync()).Outcome.ShouldBe("released");
        host.Home.Calls.ShouldContain("deploy by ann, approved by risk_manager+engineering_lead+business_owner, waived pbo_high, major True");
    });

    [Fact]
    public Task Decide_Reject_EndsWithoutADeployment() => host.LiveAsync(async () =>
    {
        var handle = await StartHeldAsync(async waiting => await Decide(waiting, Reject));

        var result = await handle.GetResultAsync();

        (result.Outcome, result.Active, result.Decision).ShouldBe(("rejected", null, Reject));
        host.Home.Calls.ShouldBe(["end rejected"]);
        host.Home.Active.ShouldBe(1);
        await ReleaseHost.ReplayAsync(handle);
    });

    [Fact]
    public Task Update_AfterTheDecision_IsRefused() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var (handle, gate) = await StartDeployingAsync();

        await RefusedAsync(() => Decide(handle, Reject), "This release takes nothing more: it is being deployed.");
        await RefusedAsync(() => Approve(handle, ReleaseSample.Approval("risk_manager")), "takes nothing more");
        gate.SetResult();
        (await handle.GetResultAsync()).Outcome.ShouldBe("released");
        (await Should.ThrowAsync<RpcException>(() => Decide(handle, Reject))).Code.ShouldBe(RpcException.StatusCode.NotFound);
    });

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public Task Release_NobodyDecides_ExpiresAfterItsDays(int cachedWorkflows) => host.LiveAsync(
        async () =>
        {
            var begun = host.Now;
            var handle = await StartHeldAsync(waiting => Approve(waiting, ReleaseSample.Approval("risk_manager")));

            var result = await handle.GetResultAsync();

            result.Outcome.ShouldBe("expired");
            result.Active.ShouldBeNull();
            host.Home.Calls[^1].ShouldBe("end expired");
            var end = host.Home.Ends.ShouldHaveSingleItem();
            (end.EndedAt - begun).ShouldBe(TimeSpan.FromDays(14), Moment);
            end.Approvals.ShouldHaveSingleItem();
            (await handle.QueryAsync(w => w.Status())).State.ShouldBe("expired");
            var history = await handle.FetchHistoryAsync();
            history.Events.Count(e => e.EventType == EventType.TimerFired).ShouldBe(14, "a reminder a day, and the end");
            await ReleaseHost.ReplayAsync(handle);
        },
        cachedWorkflows);

    [Fact]
    public Task Cancel_WhileItWaits_KeepsTheEndAndDeploysNothing() => host.LiveAsync(async () =>
    {
        var handle = await StartHeldAsync(async waiting =>
        {
            await Approve(waiting, ReleaseSample.Approval("risk_manager"));
            await waiting.CancelAsync();
        });

        (await Should.ThrowAsync<WorkflowFailedException>(() => handle.GetResultAsync())).InnerException.ShouldBeOfType<CanceledFailureException>();
        host.Home.Calls.ShouldBe(["approval risk_manager", "end cancelled"]);
        host.Home.Active.ShouldBe(1);
        (await handle.DescribeAsync()).Status.ShouldBe(WorkflowExecutionStatus.Canceled);
        await ReleaseHost.ReplayAsync(handle);
    });

    [Fact]
    public Task Cancel_WhileItDeploys_ComesTooLate() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        var (handle, gate) = await StartDeployingAsync();
        await handle.CancelAsync();
        gate.SetResult();

        (await handle.GetResultAsync()).Active!.Version.ShouldBe(2);
        host.Home.Calls[^1].ShouldBe("end released");
    });

    [Fact]
    public async Task Release_WorkersEndAndBeginAgain_LosesNoApproval()
    {
        using var held = host.Clock.Lock();
        await host.LiveAsync(async () => await Approve(await StartAsync(ReleaseSample.Waiting()), ReleaseSample.Approval("risk_manager")));
        var handle = host.Client.GetWorkflowHandle<ReleaseModel, ReleaseResult>("release-1");
        await host.LiveAsync(async () =>
        {
            (await handle.QueryAsync(w => w.Status())).MissingRoles.ShouldBe(["engineering_lead"]);
            await Approve(handle, ReleaseSample.Approval("engineering_lead"));
        });
        await host.LiveAsync(async () =>
        {
            await Waive(handle, ReleaseSample.Waiver());
            await Decide(handle, Deploy);
            (await handle.GetResultAsync()).Outcome.ShouldBe("released");
        });

        host.Home.Calls.Count(call => call == "approval risk_manager").ShouldBe(1);
    }

    [Fact]
    public Task Release_UnderDevelopmentTrust_IsMadeAtOnceAndWaitsForNobody() => host.LiveAsync(async () =>
    {
        var handle = await StartAsync(ReleaseSample.Input(null));

        var result = await handle.GetResultAsync();

        (result.Outcome, result.Active!.Version, result.Monitoring).ShouldBe(("released", 1, null));
        host.Home.Calls.ShouldBe(["approve at once", "sign", "activate"]);
        (await handle.QueryAsync(w => w.Status())).State.ShouldBe("automatic");
    });

    private static Task<ReleaseStatus> Approve(WorkflowHandle<ReleaseModel> handle, ApproveRelease approval) =>
        handle.ExecuteUpdateAsync(w => w.ApproveAsync(approval));

    private static Task<ReleaseStatus> Waive(WorkflowHandle<ReleaseModel> handle, WaiveFlag waiver) => handle.ExecuteUpdateAsync(w => w.WaiveAsync(waiver));

    private static Task<ReleaseStatus> Decide(WorkflowHandle<ReleaseModel> handle, ReleaseDecision decision) =>
        handle.ExecuteUpdateAsync(w => w.DecideAsync(decision));

    private static async Task ApproveAllAsync(WorkflowHandle<ReleaseModel> handle)
    {
        await Approve(handle, ReleaseSample.Approval("risk_manager"));
        await Approve(handle, ReleaseSample.Approval("engineering_lead"));
        await Waive(handle, ReleaseSample.Waiver());
    }

    private static async Task RefusedAsync(Func<Task> update, string sentence, string type = ReleaseUpdateErrors.Refused)
    {
        var (message, found) = await ReleaseHost.RefusedAsync(update);
        message.ShouldContain(sentence);
        found.ShouldBe(type);
    }

    private Task<WorkflowHandle<ReleaseModel, ReleaseResult>> StartAsync(ReleaseInput input) =>
        host.Client.StartWorkflowAsync((ReleaseModel w) => w.RunAsync(input), ReleaseHost.Start("release-1"));

    /// <summary>Starts a release and does something while its clock stands still.</summary>
    private async Task<WorkflowHandle<ReleaseModel, ReleaseResult>> StartHeldAsync(Func<WorkflowHandle<ReleaseModel>, Task> meanwhile)
    {
        using var held = host.Clock.Lock();
        var handle = await StartAsync(ReleaseSample.Waiting());
        await meanwhile(handle);
        return handle;
    }

    /// <summary>A release in the midst of its deployment, which goes on when the gate is opened.</summary>
    private async Task<(WorkflowHandle<ReleaseModel, ReleaseResult> Handle, TaskCompletionSource Gate)> StartDeployingAsync()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Home.Gate = gate.Task;
        var handle = await StartAsync(ReleaseSample.Waiting());
        await ApproveAllAsync(handle);
        await Decide(handle, Deploy);
        await host.Home.GateReached.Task;
        return (handle, gate);
    }
}
