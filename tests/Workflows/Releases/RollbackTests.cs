using Assay.Workflows.Release;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.Releases;

/// <summary>Back to an earlier release.</summary>
public sealed class RollbackTests : IDisposable
{
    private readonly ReleaseHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public Task Rollback_ToThePreviousRelease_VerifiesThenSwitches(int cachedWorkflows) => host.LiveAsync(
        async () =>
        {
            host.Home.Active = 4;
            var handle = await StartAsync(new RollbackInput(null, 4, "ann", "it lost"));

            var result = await handle.GetResultAsync();

            (result.From, result.To, result.Release.Version).ShouldBe((4, 3, 5));
            result.EndedAt.ShouldBeGreaterThanOrEqualTo(result.StartedAt);
            host.Home.Calls.ShouldBe(["find target", "back to 3 by ann: it lost"]);
            var status = await handle.QueryAsync(w => w.Status());
            (status.State, status.Target!.Version, status.Who, status.Reason).ShouldBe(("done", 3, "ann", "it lost"));
            await ReleaseHost.ReplayAsync(handle);
        },
        cachedWorkflows);

    [Fact]
    public Task Rollback_RefusedTarget_FailsWithItsSentenceAndSwitchesNothing() => host.LiveAsync(async () =>
    {
        host.Home.Refusal = "Release 1 is active already; name another version to go back to.";
        var handle = await StartAsync(new RollbackInput(1, null, "ann", "it lost"));

        var failure = (await Should.ThrowAsync<WorkflowFailedException>(() => handle.GetResultAsync())).InnerException.ShouldBeOfType<ActivityFailureException>();

        failure.InnerException!.Message.ShouldBe(host.Home.Refusal);
        host.Home.Calls.ShouldBe(["find target"]);
        host.Home.Active.ShouldBe(1);
    });

    [Theory]
    [InlineData("", "it lost")]
    [InlineData("ann", " ")]
    public Task Rollback_WithoutWhoOrWhy_FailsBeforeItLooks(string who, string reason) => host.LiveAsync(async () =>
    {
        var handle = await StartAsync(new RollbackInput(null, null, who, reason));

        (await Should.ThrowAsync<WorkflowFailedException>(() => handle.GetResultAsync())).InnerException!.Message.ShouldBe("A rollback needs who decided and why.");
        host.Home.Calls.ShouldBeEmpty();
    });

    [Fact]
    public Task Cancel_WhileItSwitches_ComesTooLate() => host.LiveAsync(async () =>
    {
        using var held = host.Clock.Lock();
        host.Home.Active = 2;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Home.Gate = gate.Task;
        var handle = await StartAsync(new RollbackInput(1, null, "ann", "it lost"));
        await host.Home.GateReached.Task;
        (await handle.QueryAsync(w => w.Status())).State.ShouldBe("switching");
        await handle.CancelAsync();
        gate.SetResult();

        (await handle.GetResultAsync()).Release.Version.ShouldBe(3);
    });

    private Task<WorkflowHandle<Rollback, RollbackResult>> StartAsync(RollbackInput input) =>
        host.Client.StartWorkflowAsync((Rollback w) => w.RunAsync(input), ReleaseHost.Start("rollback-4"));
}
