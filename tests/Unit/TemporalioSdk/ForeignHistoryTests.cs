using Temporalio.Worker;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>Histories in every shape that a Temporal service may give them: tasks that fail, time out, never start, are reset.</summary>
public sealed class ForeignHistoryTests
{
    [Fact]
    public async Task Replay_CompletionsThatDoNotNameTheirStart_AreReplayed()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").TaskStarted().TaskCompletedWithoutStart()
            .ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2").ActivityCompleted(6, "second")
            .TaskStarted().TaskCompletedWithoutStart().Completed("second").History;

        (await Replayer().ReplayWorkflowAsync(history)).ReplayFailure.ShouldBeNull();
    }

    [Fact]
    public void Live_TasksFailedTimedOutAndNeverStarted_AreNoStepsOfTheWorkflow()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow")
            .TaskStarted().TaskFailed()
            .TaskStarted().TaskTimedOut()
            .TaskStarted().TaskCompletedWithoutStart().ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2");
        var scheduled = history.LastEventId;
        history.ActivityCompleted(scheduled, "second").TaskNeverStarted().TaskStarted().TaskTimedOut().TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(FirstOfTwoWorkflow)).Live(history)).ShouldBe("second");
    }

    [Fact]
    public async Task Replay_RunTerminatedOverAnOpenTask_EndsWithoutThatTask()
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2")
            .ActivityCompleted(5, "first").TaskStarted().Terminated().History;

        (await Replayer().ReplayWorkflowAsync(history)).ReplayFailure.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Live_SignalOrUpdateBehindACompletion_IsHandledFirst(bool update)
    {
        var history = new HistoryBuilder().Started("RaceWorkflow").Task().ActivityScheduled("Echo", "1").ActivityCompleted(5, "x");
        var harness = new RunHarness(typeof(RaceWorkflow));

        var commands = update
            ? harness.Live(history.TaskStarted(), RunHarness.Update("u", "Change"))
            : harness.Live(history.Signaled("Tell").TaskStarted());

        RunHarness.Result<string>(commands).ShouldBe(update ? "update,activity" : "signal,activity");
    }

    [Fact]
    public void Live_SignalsAroundACompletionAndAnUpdate_SignalsThenUpdateThenCompletion()
    {
        var history = new HistoryBuilder().Started("RaceWorkflow").Task().ActivityScheduled("Echo", "1").Signaled("Tell")
            .ActivityCompleted(5, "x").Signaled("Tell").TaskStarted();

        var commands = new RunHarness(typeof(RaceWorkflow)).Live(history, RunHarness.Update("u", "Change"));

        RunHarness.Result<string>(commands).ShouldBe("signal,signal,update,activity");
    }

    [Fact]
    public void Live_Reset_DrawsTheSameNumbersBeforeAndOthersBehind()
    {
        var before = new HistoryBuilder().Started("DrawWorkflow").Task().TimerStarted("1").TimerFired("1");
        var after = new HistoryBuilder().Started("DrawWorkflow").Task().TimerStarted("1").TimerFired("1").TaskStarted().Reset("run-2").TaskStarted();

        var first = RunHarness.Result<string>(new RunHarness(typeof(DrawWorkflow)).Live(before.TaskStarted())).Split('|');
        var second = RunHarness.Result<string>(new RunHarness(typeof(DrawWorkflow)).Live(after)).Split('|');

        second[0].ShouldBe(first[0]);
        second[1].ShouldNotBe(first[1]);
    }

    [Fact]
    public void Live_UpdateThatAnEventBrings_IsValidatedAndHandled()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));
        var history = new HistoryBuilder().Started("UpdateWorkflow").TaskStarted().Reset("run-2")
            .UpdateAdmitted("good", "Add", "apple").UpdateAdmitted("bad", "Add", string.Empty).TaskStarted();

        var commands = harness.Live(history);

        commands.Select(command => command.ProtocolMessageCommandAttributes.MessageId).ShouldBe(["good/accept", "good/complete"]);
        harness.Answers().ShouldBe(["accepted good after 5", "rejected bad: an item needs a name", "completed good: 1"], ignoreOrder: true);
    }

    [Fact]
    public void Live_UpdateAsEventAndAsMessage_IsHandledOnce()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));
        var history = new HistoryBuilder().Started("UpdateWorkflow").UpdateAdmitted("good", "Add", "apple").TaskStarted();

        harness.Live(history, RunHarness.Update("good", "Add", "apple")).Count.ShouldBe(2);
    }

    [Fact]
    public void Replay_UpdateThatAnEventBrought_IsHandledWhereItWasAcceptedAndElseLeft()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));
        var history = new HistoryBuilder().Started("UpdateWorkflow").UpdateAdmitted("good", "Add", "apple").UpdateAdmitted("bad", "Add", string.Empty)
            .Task().AdmittedUpdateAccepted("good").UpdateCompleted("good").Signaled("Stop").TaskStarted();

        var commands = harness.Live(history);

        RunHarness.Result<string>(commands).ShouldBe("apple by good");
        harness.Answers().ShouldBeEmpty();
    }

    [Fact]
    public void Live_ServiceClockSetBack_TheWorkflowsTimeStandsStill()
    {
        var history = new HistoryBuilder().Started("ClockWorkflow").Task().TimerStarted("1").ClockSetBack().TimerFired("1").TaskStarted();

        RunHarness.Result<double>(new RunHarness(typeof(ClockWorkflow)).Live(history)).ShouldBe(0);
    }

    private static WorkflowReplayer Replayer() => new(new WorkflowReplayerOptions().AddWorkflow<FirstOfTwoWorkflow>());

    [Workflow]
    public sealed class RaceWorkflow
    {
        private readonly List<string> seen = [];

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync("x"), OrderWorkflow.Options);
            seen.Add("activity");
            return string.Join(',', seen);
        }

        [WorkflowSignal]
        public Task TellAsync() => NoteAsync("signal");

        [WorkflowUpdate]
        public Task ChangeAsync() => NoteAsync("update");

        /// <summary>Waits as long as an activity's result takes to come through, so that only a message begun before the activity's end is noted before it.</summary>
        private async Task NoteAsync(string what)
        {
            await Task.Yield();
            seen.Add(what);
        }
    }

    [Workflow]
    public sealed class DrawWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var before = Workflow.NewGuid();
            await Workflow.DelayAsync(1000);
            return $"{before}|{Workflow.NewGuid()}";
        }
    }

    [Workflow]
    public sealed class ClockWorkflow
    {
        [WorkflowRun]
        public async Task<double> RunAsync()
        {
            var before = Workflow.UtcNow;
            await Workflow.DelayAsync(1000);
            return (Workflow.UtcNow - before).TotalSeconds;
        }
    }
}
