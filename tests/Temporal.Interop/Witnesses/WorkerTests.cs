using Assay.Tests.Temporal.Interop.Programs;

namespace Assay.Tests.Temporal.Interop.Witnesses;

/// <summary>The official worker: its workflows and activities run to their end, alone and together with .NET ones.</summary>
public sealed class WorkerTests(WorkerGroup group) : IClassFixture<WorkerGroup>
{
    [TypeScriptTheory]
    [InlineData("ts: workflow and activity")]
    [InlineData("ts: activities side by side")]
    [InlineData("ts: timers fire in order")]
    [InlineData("ts: activity is retried")]
    [InlineData("ts: non-retryable failure ends it")]
    [InlineData("ts: activity times out")]
    [InlineData("ts: lost heartbeat, resumed from its details")]
    [InlineData("ts: workflow failure has details")]
    [InlineData("ts: children side by side")]
    [InlineData("ts: failed child is caught")]
    [InlineData("ts: child is signalled")]
    [InlineData("ts: child is cancelled")]
    [InlineData("ts: continue-as-new")]
    [InlineData("ts: signals and query")]
    [InlineData("ts: update runs an activity")]
    [InlineData("ts: rejected update leaves no trace")]
    [InlineData("ts: update handle is polled")]
    [InlineData("ts: cancelled workflow cleans up")]
    [InlineData("ts: activity is cancelled")]
    [InlineData("ts: condition times out")]
    [InlineData("ts: local activity")]
    [InlineData("ts: patch marker")]
    [InlineData("ts: memo is upserted")]
    [InlineData("ts: replay of its history agrees")]
    [InlineData("ts: cron runs again")]
    [InlineData("ts calls net: activities")]
    [InlineData("ts calls net: failure keeps type and details")]
    [InlineData("ts calls net: retried")]
    [InlineData("ts calls net: child workflow")]
    [InlineData("net calls ts: activities")]
    [InlineData("net calls ts: failure keeps type")]
    [InlineData("net calls ts: retried")]
    [InlineData("net calls ts: child workflow")]
    public void OfficialWorker_OnTheEmbeddedService_FindsTheCaseWell(string name) => group.ShouldBeWell(name);

    /// <summary>A case without a line above would fail unseen.</summary>
    [TypeScriptTheory]
    [InlineData(nameof(OfficialWorker_OnTheEmbeddedService_FindsTheCaseWell))]
    public void EveryCase_HasItsTest(string test) => group.Cases.Except(TestCases.Of(GetType(), test)).ShouldBeEmpty();
}
