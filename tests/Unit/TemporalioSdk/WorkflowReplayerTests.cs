using System.Diagnostics;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class WorkflowReplayerTests
{
    [Fact]
    public async Task Replay_SameCode_Passes()
    {
        var result = await Replayer().ReplayWorkflowAsync(Recorded().History);

        result.ReplayFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Replay_HistoryThroughJson_Passes()
    {
        var history = WorkflowHistory.FromJson("workflow-1", Recorded().History.ToJson());

        (await Replayer().ReplayWorkflowAsync(history)).ReplayFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Replay_OtherActivityType_NamesEventAndCommand()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().ActivityScheduled("Shout", "1").ActivityScheduled("Echo", "2").History;

        var failure = await Should.ThrowAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(history));

        failure.Message.ShouldContain("event 5 ActivityTaskScheduled (Shout, id 1)");
        failure.Message.ShouldContain("command ScheduleActivityTask (Echo, id 1): the type differs");
    }

    [Fact]
    public async Task Replay_OtherKindOfCommand_NamesBoth()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().TimerStarted("1").TimerFired("1").Task().History;

        var result = await Replayer().ReplayWorkflowAsync(history, throwOnReplayFailure: false);

        result.ReplayFailure.ShouldBeOfType<WorkflowNondeterminismException>().Message
            .ShouldContain("event 5 TimerStarted (id 1) but the workflow gives command ScheduleActivityTask (Echo, id 1): the kind differs");
    }

    [Fact]
    public async Task Replay_FewerCommandsThanEvents_SaysSo()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2")
            .ActivityScheduled("Echo", "3").History;

        var failure = await Should.ThrowAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(history));

        failure.Message.ShouldContain("event 7 ActivityTaskScheduled (Echo, id 3) but the workflow gives no further command");
    }

    [Fact]
    public async Task Replay_MoreCommandsThanEvents_SaysSo()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().ActivityScheduled("Echo", "1").ActivityCompleted(5, "first").Task().History;

        var failure = await Should.ThrowAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(history));

        failure.Message.ShouldContain("gives command ScheduleActivityTask (Echo, id 2) but the history goes on without it to event 8 WorkflowTaskStarted");
    }

    [Fact]
    public async Task Replay_HistoryEndsWithTheCommandsOfAShorterWorkflow_SaysSo()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().Completed("early").History;

        await Should.ThrowAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(history));
    }

    [Fact]
    public async Task Replay_UnknownWorkflow_SaysWhatIsKnown()
    {
        var history = new HistoryBuilder().Started("Nobody").Task().History;

        var failure = await Should.ThrowAsync<InvalidWorkflowOperationException>(() => Replayer().ReplayWorkflowAsync(history));

        failure.Message.ShouldContain("Nobody");
        failure.Message.ShouldContain("FirstOfTwoWorkflow");
    }

    [Fact]
    public async Task Replay_TenThousandEvents_EndsInTime()
    {
        const int Rounds = 1600;
        var builder = new HistoryBuilder().Started("LongWorkflow", Rounds);
        for (var i = 1; i <= Rounds; i++)
        {
            builder.Task().ActivityScheduled("Echo", $"{i}");
            builder.ActivityCompleted(builder.LastEventId, "x");
            builder.Signaled("Note");
        }

        var history = builder.Task().Completed(Rounds).History;
        var watch = Stopwatch.StartNew();

        await Replayer().ReplayWorkflowAsync(history);

        history.Events.Count.ShouldBeGreaterThan(9600);

        // The goal is 1 s; this only catches a cost that grows with the square of the length.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static HistoryBuilder Recorded() => new HistoryBuilder().Started("FirstOfTwoWorkflow").Task()
        .ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2").ActivityCompleted(6, "second").Task().Completed("second");

    private static WorkflowReplayer Replayer() => new(new WorkflowReplayerOptions().AddWorkflow<FirstOfTwoWorkflow>().AddWorkflow<LongWorkflow>());

    [Workflow]
    public sealed class LongWorkflow
    {
        private int notes;

        [WorkflowRun]
        public async Task<int> RunAsync(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                await Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync("x"), OrderWorkflow.Options);
            }

            return notes;
        }

        [WorkflowSignal]
        public Task NoteAsync()
        {
            notes++;
            return Task.CompletedTask;
        }
    }
}
