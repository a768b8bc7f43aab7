using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class WorkflowRunTests
{
    [Fact]
    public void Live_FirstTask_SchedulesActivitiesInCodeOrder()
    {
        var commands = new RunHarness(typeof(OrderWorkflow)).Live(new HistoryBuilder().Started("OrderWorkflow").TaskStarted());

        commands.Select(command => command.ScheduleActivityTaskCommandAttributes.ActivityId).ShouldBe(["1", "2", "3"]);
        commands.ShouldAllBe(command => command.ScheduleActivityTaskCommandAttributes.ActivityType.Name == "Echo");
        commands.ShouldAllBe(command => command.ScheduleActivityTaskCommandAttributes.TaskQueue.Name == "queue");
    }

    [Fact]
    public void Live_CompletionsInOneTask_ResumeInEventOrderWithoutInlining()
    {
        var history = OrderStart().ActivityCompleted(6, "x").ActivityCompleted(7, "x").ActivityCompleted(5, "x").TaskStarted();

        var commands = new RunHarness(typeof(OrderWorkflow)).Live(history);

        // Were anything inlined, each capital would follow its small letter at once.
        RunHarness.Result<string>(commands).ShouldBe("bcaBCA");
    }

    [Fact]
    public void Live_CachedRunGetsFurtherEvents_GoesOnAsAReplayWould()
    {
        var history = OrderStart().ActivityCompleted(7, "x");
        var cached = new RunHarness(typeof(OrderWorkflow));
        cached.Live(new HistoryBuilder().Started("OrderWorkflow").TaskStarted()).Count.ShouldBe(3);
        history.TaskStarted();
        cached.Live(history).ShouldBeEmpty();
        history.TaskCompleted().ActivityCompleted(5, "x").ActivityCompleted(6, "x").TaskStarted();

        var fromCache = RunHarness.Result<string>(cached.Live(history));

        fromCache.ShouldBe("cCabAB");
        RunHarness.Result<string>(new RunHarness(typeof(OrderWorkflow)).Live(history)).ShouldBe(fromCache);
    }

    [Theory]
    [InlineData(5, 6, "first")]
    [InlineData(6, 5, "second")]
    public void Live_WhenAnyWithBothDone_TakesTheEarlierEvent(long earlier, long later, string expected)
    {
        var history = new HistoryBuilder().Started("FirstOfTwoWorkflow").Task().ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2")
            .ActivityCompleted(earlier, earlier == 5 ? "first" : "second").ActivityCompleted(later, later == 5 ? "first" : "second").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(FirstOfTwoWorkflow)).Live(history)).ShouldBe(expected);
    }

    [Fact]
    public void Live_SignalsBeforeTheFirstTask_AreHandledInOrderBeforeTheRunMethod()
    {
        var history = new HistoryBuilder().Started("SignalWorkflow").Signaled("Add", "a").Signaled("Add", "b").Signaled("Stop").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(SignalWorkflow)).Live(history)).ShouldBe("a,b,run");
    }

    [Fact]
    public void Live_SignalWithUnreadableArguments_IsDroppedAndTheWorkflowGoesOn()
    {
        var history = new HistoryBuilder().Started("SignalWorkflow").Signaled("Add").Signaled("Unknown").Signaled("Stop").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(SignalWorkflow)).Live(history)).ShouldBe("run");
    }

    [Fact]
    public void Live_FailedTaskInHistory_ItsEventsBelongToTheNextTask()
    {
        var history = new HistoryBuilder().Started("SignalWorkflow").TaskStarted().TaskFailed().Signaled("Add", "late").Signaled("Stop").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(SignalWorkflow)).Live(history)).ShouldBe("late,run");
    }

    [Fact]
    public void Query_MethodAndProperty_AnswerFromTheState()
    {
        var harness = new RunHarness(typeof(SignalWorkflow));
        harness.Live(new HistoryBuilder().Started("SignalWorkflow").Signaled("Add", "a").TaskStarted());

        harness.Query<int>("Count").ShouldBe(2);
        harness.Query<string>("At", 0).ShouldBe("a");
    }

    [Theory]
    [InlineData("Missing", "has no query Missing; it has: At, Count, Misbehave")]
    [InlineData("Misbehave", "tried to start a timer in a query")]
    public void Query_UnknownOrActing_FailsWithTheReason(string query, string reason)
    {
        var harness = new RunHarness(typeof(SignalWorkflow));
        harness.Live(new HistoryBuilder().Started("SignalWorkflow").TaskStarted());

        if (query == "Misbehave")
        {
            // The delay's task holds the fault; the query itself gave no command.
            harness.Query<string>(query).ShouldBe("unreachable");
            harness.Run.Commands.Send().ShouldBeEmpty();
            return;
        }

        Should.Throw<InvalidOperationException>(() => harness.Query<string>(query)).Message.ShouldContain(reason);
    }

    [Fact]
    public void Query_MetadataOfTemporalsTools_TellsHandlersAndDetails()
    {
        var harness = new RunHarness(typeof(SignalWorkflow));
        harness.Live(new HistoryBuilder().Started("SignalWorkflow").Signaled("Add", "a").TaskStarted());

        var answer = harness.Run.Query(new() { QueryType = "__temporal_workflow_metadata" }).Answer.Payloads_.ShouldHaveSingleItem();

        answer.Metadata["encoding"].ToStringUtf8().ShouldBe("json/protobuf");
        answer.Metadata["messageType"].ToStringUtf8().ShouldBe("temporal.api.sdk.v1.WorkflowMetadata");
        var metadata = WorkflowMetadata.Parser.ParseJson(answer.Data.ToStringUtf8());
        metadata.CurrentDetails.ShouldBe("2 values");
        metadata.Definition.Type.ShouldBe("SignalWorkflow");
        metadata.Definition.SignalDefinitions.Select(signal => signal.Name).ShouldBe(["Add", "Stop"]);
        metadata.Definition.QueryDefinitions.Select(query => query.Name).ShouldBe(["At", "Count", "Misbehave"]);
        metadata.Definition.UpdateDefinitions.ShouldBeEmpty();
    }

    [Fact]
    public void Live_ConditionWithTimeout_CancelsItsTimerWhenTheConditionHolds()
    {
        var history = new HistoryBuilder().Started("TimeoutWorkflow").Task().TimerStarted("1").Signaled("Done").TaskStarted();

        var commands = new RunHarness(typeof(TimeoutWorkflow)).Live(history);

        commands.Select(command => command.CommandType).ShouldBe([CommandType.CancelTimer, CommandType.CompleteWorkflowExecution]);
        RunHarness.Result<bool>(commands).ShouldBeTrue();
    }

    [Fact]
    public void Live_ConditionWithTimeout_IsFalseWhenTheTimerFires()
    {
        var history = new HistoryBuilder().Started("TimeoutWorkflow").Task().TimerStarted("1").TimerFired("1").TaskStarted();

        RunHarness.Result<bool>(new RunHarness(typeof(TimeoutWorkflow)).Live(history)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("run", "ForeignWorkflow.RunAsync")]
    [InlineData("delay", "ForeignWorkflow.RunAsync")]
    [InlineData("detached", "ForeignWorkflow")]
    public void Live_ContinuationFromAForeignThread_FailsTheTaskSayingWhatAndWhich(string how, string where)
    {
        var harness = new RunHarness(typeof(ForeignWorkflow));

        var fault = Should.Throw<InvalidWorkflowSchedulerException>(
            () => harness.Live(new HistoryBuilder().Started("ForeignWorkflow", how).TaskStarted()));

        fault.Message.ShouldContain("Workflow ForeignWorkflow (id workflow-1, run run-1)");
        fault.Message.ShouldContain(where);
        fault.Message.ShouldContain("another thread");
    }

    [Fact]
    public void Live_OtherException_FailsTheTaskAndNotTheWorkflow()
    {
        var harness = new RunHarness(typeof(ForeignWorkflow));

        Should.Throw<InvalidOperationException>(() => harness.Live(new HistoryBuilder().Started("ForeignWorkflow", "bug").TaskStarted()))
            .Message.ShouldBe("a bug in the workflow");
    }

    [Fact]
    public void Live_ActivityFailure_ArrivesWithCauseTypeAndDetails()
    {
        var failure = DataConverter.Default.FailureConverter.ToFailure(
            new ApplicationFailureException("no data", "MissingData", nonRetryable: true, details: [7]), DataConverter.Default.PayloadConverter);
        var history = new HistoryBuilder().Started("FailureWorkflow").Task().ActivityScheduled("Echo", "1").ActivityFailed(5, failure).TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(FailureWorkflow)).Live(history)).ShouldBe("MissingData|no data|7|MaximumAttemptsReached");
    }

    [Fact]
    public void Live_CancelRequested_CancelsTheTimerAndLetsCleanUpRunBeforeTheEnd()
    {
        var history = new HistoryBuilder().Started("CancelWorkflow").Task().TimerStarted("1").CancelRequested().TaskStarted();
        var harness = new RunHarness(typeof(CancelWorkflow));

        harness.Live(history).Select(command => command.CommandType).ShouldBe([CommandType.CancelTimer, CommandType.ScheduleActivityTask]);
        history.TaskCompleted().TimerCanceled("1").ActivityScheduled("Echo", "1").ActivityCompleted(history.LastEventId, "ok").TaskStarted();

        harness.Live(history).Select(command => command.CommandType).ShouldBe([CommandType.CancelWorkflowExecution]);
    }

    [Fact]
    public void Live_ChildFails_ArrivesWithIdsAndCause()
    {
        var history = new HistoryBuilder().Started("ParentWorkflow").Task().ChildInitiated("FirstOfTwoWorkflow", "child-1")
            .ChildStarted(5, "child-run").ChildFailed(5, new() { Message = "child broke", ApplicationFailureInfo = new() }).TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(ParentWorkflow)).Live(history)).ShouldBe("child-1|child-run|child broke");
    }

    [Fact]
    public void Live_TimeGuidAndRandom_AreThoseOfTheHistory()
    {
        var history = new HistoryBuilder().Started("TimesWorkflow").Task().TimerStarted("1").TimerFired("1").TaskStarted();

        var first = RunHarness.Result<string>(new RunHarness(typeof(TimesWorkflow)).Live(history));
        var second = RunHarness.Result<string>(new RunHarness(typeof(TimesWorkflow)).Live(history));

        second.ShouldBe(first);
        first.ShouldEndWith("|1");
    }

    private static HistoryBuilder OrderStart() => new HistoryBuilder().Started("OrderWorkflow").Task()
        .ActivityScheduled("Echo", "1").ActivityScheduled("Echo", "2").ActivityScheduled("Echo", "3");
}
