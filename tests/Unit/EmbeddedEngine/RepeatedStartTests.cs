using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Requests whose answer was lost, and which the client makes again with the same request id.</summary>
public sealed class RepeatedStartTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate)]
    public async Task Start_AgainAfterTheRunHasEnded_IsTheSameStart(WorkflowIdReusePolicy policy)
    {
        var runId = await StartOnceAsync(policy);
        await Client.StepAsync(Commands.Complete());

        var again = await Client.StartWithAnswerAsync("w", r => (r.RequestId, r.WorkflowIdReusePolicy) = ("once", policy));

        (again.RunId, again.Started, again.Status).ShouldBe((runId, true, WorkflowExecutionStatus.Completed));
        (await RunsAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(WorkflowIdConflictPolicy.Fail)]
    [InlineData(WorkflowIdConflictPolicy.UseExisting)]
    [InlineData(WorkflowIdConflictPolicy.TerminateExisting)]
    public async Task Start_AgainAfterTheRunHasContinuedAsNew_IsTheSameStart(WorkflowIdConflictPolicy policy)
    {
        var runId = await StartOnceAsync();
        await Client.StepAsync(Commands.ContinueAsNew("1"));
        await Client.StepAsync(Commands.ContinueAsNew("2"));

        var again = await Client.StartWithAnswerAsync("w", r => (r.RequestId, r.WorkflowIdConflictPolicy) = ("once", policy));

        (again.RunId, again.FirstExecutionRunId, again.Started).ShouldBe((runId, runId, true));
        (await RunsAsync()).ShouldBe(3);
        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.Running);
    }

    [Fact]
    public async Task Start_AgainAfterTheWholeChainHasEnded_StartsNoSecondChain()
    {
        var runId = await StartOnceAsync();
        await Client.StepAsync(Commands.ContinueAsNew("1"));
        await Client.StepAsync(Commands.Complete());

        (await StartOnceAsync()).ShouldBe(runId);
        (await RunsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Start_AgainAfterTheServiceWasOpenedAnew_IsTheSameStart()
    {
        var runId = await StartOnceAsync();
        await Client.StepAsync(Commands.ContinueAsNew("1"));
        fixture.Reopen();

        (await StartOnceAsync()).ShouldBe(runId);
        (await RunsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Start_AgainAfterAnAttemptOfTheWorkflowFailed_IsTheSameStart()
    {
        var runId = await Client.StartAsync("w", r => (r.RequestId, r.RetryPolicy) = ("once", new()));
        await Client.StepAsync(Commands.Fail(Commands.Application("broken")));

        (await StartOnceAsync()).ShouldBe(runId);
        (await RunsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Start_OtherRequestAfterContinueAsNew_IsRefused()
    {
        await StartOnceAsync();
        await Client.StepAsync(Commands.ContinueAsNew("1"));

        var failure = await Should.ThrowAsync<RpcException>(() => Client.StartAsync("w"));

        failure.StatusCode.ShouldBe(StatusCode.AlreadyExists);
    }

    [Fact]
    public async Task Start_OtherRequestAfterTheEnd_IsAnotherRun()
    {
        var runId = await StartOnceAsync();
        await Client.StepAsync(Commands.Complete());

        (await Client.StartAsync("w")).ShouldNotBe(runId);
        (await RunsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task SignalWithStart_AgainAfterTheRunHasEnded_StartsAndSignalsNothing()
    {
        var first = await Client.SignalWithStartAsync("w", "go", r => r.RequestId = "once");
        await Client.StepAsync(Commands.Complete());

        var again = await Client.SignalWithStartAsync("w", "go", r => r.RequestId = "once");

        (again.RunId, again.Started).ShouldBe((first.RunId, true));
        (await RunsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task SignalWithStart_AgainAfterTheRunItSignaledHasEnded_StartsNothing()
    {
        var runId = await Client.StartAsync("w");
        await Client.SignalWithStartAsync("w", "go", r => r.RequestId = "once");
        await Client.StepAsync(Commands.Complete());

        var again = await Client.SignalWithStartAsync("w", "go", r => r.RequestId = "once");

        (again.RunId, again.Started).ShouldBe((runId, false));
        (await RunsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task SignalWithStart_OtherRequestAfterTheEnd_StartsAnotherRun()
    {
        await Client.SignalWithStartAsync("w", "go", r => r.RequestId = "once");
        await Client.StepAsync(Commands.Complete());

        var other = await Client.SignalWithStartAsync("w", "go", r => r.RequestId = "other");

        other.Started.ShouldBeTrue();
        (await RunsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Reset_AgainAfterItsRunHasEnded_IsTheSameReset()
    {
        await StartOnceAsync();
        await Client.StepAsync(Commands.Complete());
        var runId = await ResetAsync();
        await Client.StepAsync(Commands.Complete());

        (await ResetAsync()).ShouldBe(runId);
        (await RunsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Start_AgainAfterAReset_IsTheSameStart()
    {
        var runId = await StartOnceAsync();
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await ResetAsync();

        (await StartOnceAsync()).ShouldBe(runId);
        (await RunsAsync()).ShouldBe(2);
    }

    private Task<string> StartOnceAsync(WorkflowIdReusePolicy policy = WorkflowIdReusePolicy.Unspecified) =>
        Client.StartAsync("w", r => (r.RequestId, r.WorkflowIdReusePolicy) = ("once", policy));

    private async Task<string> ResetAsync() => (await Client.Service.ResetWorkflowExecutionAsync(new()
    {
        Namespace = "default",
        WorkflowExecution = new() { WorkflowId = "w" },
        WorkflowTaskFinishEventId = 4,
        RequestId = "reset",
    })).RunId;

    private async Task<int> RunsAsync() => (await Client.ListAsync("WorkflowId = 'w'")).Executions.Count;
}
