using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>Every cell of the table of Temporal's SDKs: what the history has against what the workflow asks.</summary>
public sealed class PatchTests
{
    private static HistoryBuilder Begin => new HistoryBuilder().Started("PatchWorkflow");

    [Fact]
    public void Live_Patched_RecordsTheMarkerOfTemporalsSdksAndTheList()
    {
        var commands = new RunHarness(typeof(PatchWorkflow)).Live(Begin.TaskStarted());

        commands.Select(command => command.CommandType).ShouldBe(
            [CommandType.RecordMarker, CommandType.UpsertWorkflowSearchAttributes, CommandType.ScheduleActivityTask]);
        var marker = commands[0].RecordMarkerCommandAttributes;
        marker.MarkerName.ShouldBe("core_patch");
        marker.Details["patch-data"].Payloads_[0].Data.ToStringUtf8().ShouldBe("""{"id":"my-patch","deprecated":false}""");
        commands[1].UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes.IndexedFields["TemporalChangeVersion"].Data.ToStringUtf8()
            .ShouldBe("""["my-patch"]""");
        commands[2].ScheduleActivityTaskCommandAttributes.ActivityId.ShouldBe("new");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Replay_MarkerAndPatched_TakesTheNewSide(bool deprecated, bool listed)
    {
        var history = Begin.Task().Patched("my-patch", deprecated, listed).ActivityScheduled("Echo", "new");
        history.ActivityCompleted(history.LastEventId, "x").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(PatchWorkflow)).Live(history)).ShouldBe("new True");
    }

    [Fact]
    public void Replay_NoMarkerAndPatched_StaysOnTheOldSideForGood()
    {
        var history = Begin.Task().ActivityScheduled("Echo", "old").ActivityCompleted(5, "x").TaskStarted();

        var commands = new RunHarness(typeof(PatchWorkflow)).Live(history);

        commands.Count.ShouldBe(1);
        RunHarness.Result<string>(commands).ShouldBe("old False");
    }

    [Fact]
    public void Live_DeprecatePatch_RecordsADeprecatedMarker() =>
        new RunHarness(typeof(DeprecatedPatchWorkflow)).Live(Begin.TaskStarted())[0].RecordMarkerCommandAttributes
            .Details["patch-data"].Payloads_[0].Data.ToStringUtf8().ShouldBe("""{"id":"my-patch","deprecated":true}""");

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Replay_DeprecatePatch_FitsHistoriesWithAndWithoutMarker(bool marked, bool deprecated)
    {
        var history = marked ? Begin.Task().Patched("my-patch", deprecated) : Begin.Task();
        history.ActivityScheduled("Echo", "new");
        history.ActivityCompleted(history.LastEventId, "x").TaskStarted();

        new RunHarness(typeof(DeprecatedPatchWorkflow)).Live(history).Single().CommandType.ShouldBe(CommandType.CompleteWorkflowExecution);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Replay_DeprecatedMarkerAndNoCall_IsPassedOver(bool listed)
    {
        var history = Begin.Task().Patched("my-patch", deprecated: true, listed).ActivityScheduled("Echo", "new");
        history.ActivityCompleted(history.LastEventId, "x").TaskStarted();

        new RunHarness(typeof(PatchGoneWorkflow)).Live(history).Single().CommandType.ShouldBe(CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public void Replay_MarkerAndNoCall_IsNondeterminismNamingThePatch()
    {
        var history = Begin.Task().Patched("my-patch").ActivityScheduled("Echo", "new").TaskStarted();

        Should.Throw<WorkflowNondeterminismException>(() => new RunHarness(typeof(PatchGoneWorkflow)).Live(history))
            .Message.ShouldContain("event 5 MarkerRecorded (core_patch, id my-patch) but the workflow gives command ScheduleActivityTask (Echo, id new)");
    }

    [Fact]
    public void Replay_LocalActivity_IsRefusedWithASentence()
    {
        var history = Begin.Task().MarkerRecorded("core_local_activity").TaskStarted();

        Should.Throw<InvalidWorkflowOperationException>(() => new RunHarness(typeof(PatchGoneWorkflow)).Live(history))
            .Message.ShouldContain("event 5 is of a local activity, which workers here do not run");
    }
}
