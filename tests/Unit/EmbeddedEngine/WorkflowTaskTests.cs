using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class WorkflowTaskTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Start_NewWorkflow_WritesStartedAndScheduled()
    {
        var runId = await Client.StartAsync("w", r => r.Input = Commands.Text("in"));

        var history = await Client.HistoryAsync("w");

        history.Select(e => e.EventType).ShouldBe([EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled]);
        history.Select(e => e.EventId).ShouldBe([1, 2]);
        var started = history[0].WorkflowExecutionStartedEventAttributes;
        started.FirstExecutionRunId.ShouldBe(runId);
        started.OriginalExecutionRunId.ShouldBe(runId);
        started.Attempt.ShouldBe(1);
        started.WorkflowTaskTimeout.ShouldBe(Duration.FromTimeSpan(TimeSpan.FromSeconds(10)));
        Commands.TextOf(started.Input).ShouldBe("in");
    }

    [Fact]
    public async Task Poll_BeforeStart_GetsTheTaskAtOnce()
    {
        var poll = Client.PollWorkflowAsync();
        await Client.StartAsync("w");

        var task = await poll;

        task.WorkflowExecution.WorkflowId.ShouldBe("w");
        task.Attempt.ShouldBe(1);
        task.StartedEventId.ShouldBe(3);
        task.PreviousStartedEventId.ShouldBe(0);
        task.History.Events.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Complete_WithResult_ClosesTheWorkflow()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Complete("42"));

        var end = await Client.EndAsync("w");

        Commands.TextOf(end.WorkflowExecutionCompletedEventAttributes.Result).ShouldBe("42");
        end.WorkflowExecutionCompletedEventAttributes.WorkflowTaskCompletedEventId.ShouldBe(4);
        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.Completed);
    }

    [Fact]
    public async Task Complete_SameTaskTwice_SecondIsNotFound()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, Commands.Timer("t", TimeSpan.FromHours(1)));

        var failure = await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken));

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Signal_DuringStartedTask_IsBufferedBehindTheCompletion()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.SignalAsync("w", "go");
        (await Client.EventTypesAsync("w")).ShouldNotContain("WorkflowExecutionSignaled");

        await Client.CompleteTaskAsync(task.TaskToken, Commands.Timer("t", TimeSpan.FromHours(1)));

        (await Client.EventTypesAsync("w")).ShouldBe(
        [
            "WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskCompleted", "TimerStarted",
            "WorkflowExecutionSignaled", "WorkflowTaskScheduled",
        ]);
    }

    [Fact]
    public async Task Complete_ClosingOverBufferedEvent_FailsUnhandledCommand()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.SignalAsync("w", "go");

        var failure = await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken, Commands.Complete()));

        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        failure.Message.ShouldBe("UnhandledCommand");
        var history = await Client.HistoryAsync("w");
        history[3].WorkflowTaskFailedEventAttributes.Cause.ShouldBe(WorkflowTaskFailedCause.UnhandledCommand);
        history.Skip(4).Select(e => e.EventType).ShouldBe([EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled]);
        (await Client.PollWorkflowAsync()).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Fail_Twice_SecondAttemptIsTransient()
    {
        await Client.StartAsync("w");
        await Client.FailTaskAsync((await Client.PollWorkflowAsync()).TaskToken);
        var second = await Client.PollWorkflowAsync();

        second.Attempt.ShouldBe(2);
        second.History.Events.Select(e => e.EventType.ToString()).ShouldBe(
        [
            "WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskFailed", "WorkflowTaskScheduled",
            "WorkflowTaskStarted",
        ]);
        (await Client.HistoryAsync("w")).Count.ShouldBe(4);

        await Client.FailTaskAsync(second.TaskToken);
        (await Client.HistoryAsync("w")).Count.ShouldBe(4);

        var third = await Client.PollWorkflowAsync();
        third.Attempt.ShouldBe(3);
        await Client.CompleteTaskAsync(third.TaskToken, Commands.Complete());
        var history = await Client.HistoryAsync("w");
        history.Skip(4).Select(e => e.EventType.ToString()).ShouldBe(
            ["WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskCompleted", "WorkflowExecutionCompleted"]);
        history[4].WorkflowTaskScheduledEventAttributes.Attempt.ShouldBe(3);
    }

    [Fact]
    public async Task Fail_AgainAndAgain_ComesWithGrowingPauses()
    {
        await Client.StartAsync("w");
        await Client.FailTaskAsync((await Client.PollWorkflowAsync()).TaskToken);
        await Client.FailTaskAsync((await Client.PollWorkflowAsync()).TaskToken);
        await Client.FailTaskAsync((await Client.PollWorkflowAsync()).TaskToken);
        var fourth = Client.PollWorkflowAsync();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(999));
        fourth.IsCompleted.ShouldBeFalse();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        (await fourth).Attempt.ShouldBe(4);
        await Client.FailTaskAsync((await fourth).TaskToken);

        // A fix may come with a new host: it need not wait.
        fixture.Reopen();
        (await Client.PollWorkflowAsync()).Attempt.ShouldBe(5);
    }

    [Fact]
    public async Task Signal_WhileTransientTaskWaits_MakesTheTaskNormalAgain()
    {
        await Client.StartAsync("w");
        await Client.FailTaskAsync((await Client.PollWorkflowAsync()).TaskToken);
        await Client.SignalAsync("w", "go");

        var task = await Client.PollWorkflowAsync();

        task.Attempt.ShouldBe(1);
        (await Client.EventTypesAsync("w")).Skip(4).ShouldBe(["WorkflowExecutionSignaled", "WorkflowTaskScheduled", "WorkflowTaskStarted"]);
    }

    [Fact]
    public async Task StartedTask_NotAnswered_TimesOutAndComesAgain()
    {
        await Client.StartAsync("w");
        var lost = await Client.PollWorkflowAsync();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(10));

        var again = await Client.PollWorkflowAsync();

        again.Attempt.ShouldBe(2);
        (await Client.HistoryAsync("w"))[3].WorkflowTaskTimedOutEventAttributes.TimeoutType.ShouldBe(TimeoutType.StartToClose);
        await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(lost.TaskToken));
        await Client.CompleteTaskAsync(again.TaskToken, Commands.Complete());
    }

    [Fact]
    public async Task StickyQueue_WorkerPolling_GetsOnlyTheNewEvents()
    {
        await StartStickyAsync();
        var poll = Client.PollWorkflowAsync(RawClient.Sticky);
        await Client.SignalAsync("w", "go");

        var task = await poll;

        task.PreviousStartedEventId.ShouldBe(3);
        task.History.Events[0].EventId.ShouldBe(4);
        task.History.Events[^1].EventType.ShouldBe(EventType.WorkflowTaskStarted);
    }

    [Fact]
    public async Task StickyQueue_WorkerBusyTooLong_FallsBackToTheFullHistory()
    {
        await StartStickyAsync();

        // The sticky worker takes another workflow's task and never comes back for this one.
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        var busy = Client.PollWorkflowAsync(RawClient.Sticky);
        await Client.SignalAsync("w", "one");
        var first = await busy;
        await Client.CompleteTaskAsync(first.TaskToken, MakeSticky);
        await Client.SignalAsync("w", "two");
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(5));

        var task = await Client.PollWorkflowAsync();

        task.History.Events[0].EventId.ShouldBe(1);
        var timedOut = (await Client.HistoryAsync("w")).Single(e => e.EventType == EventType.WorkflowTaskTimedOut);
        timedOut.WorkflowTaskTimedOutEventAttributes.TimeoutType.ShouldBe(TimeoutType.ScheduleToStart);
        task.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task StickyQueue_NobodyPolls_GoesToTheNormalQueueAtOnce()
    {
        await StartStickyAsync();
        await Client.SignalAsync("w", "go");

        var task = await Client.PollWorkflowAsync();

        task.History.Events[0].EventId.ShouldBe(1);
        task.History.Events.ShouldNotContain(e => e.EventType == EventType.WorkflowTaskTimedOut);
    }

    [Fact]
    public async Task Complete_ReturnNewTask_HandsTheNextTaskOver()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.SignalAsync("w", "go");

        var answer = await Client.CompleteTaskAsync(task.TaskToken, r => r.ReturnNewWorkflowTask = true);

        answer.WorkflowTask.History.Events.ShouldContain(e => e.EventType == EventType.WorkflowExecutionSignaled);
        await Client.CompleteTaskAsync(answer.WorkflowTask.TaskToken, Commands.Complete());
    }

    [Fact]
    public async Task Complete_ForceNewTask_SchedulesOne()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, r => r.ForceCreateNewWorkflowTask = true);

        (await Client.PollWorkflowAsync()).PreviousStartedEventId.ShouldBe(task.StartedEventId);
    }

    [Fact]
    public async Task Complete_SdkFlags_AreKeptInTheEvent()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(
            task.TaskToken, r => r.SdkMetadata = new() { LangUsedFlags = { 1, 3 }, SdkName = "x" }, Commands.Complete());

        (await Client.HistoryAsync("w"))[3].WorkflowTaskCompletedEventAttributes.SdkMetadata.LangUsedFlags.ShouldBe([1u, 3u]);
    }

    [Fact]
    public async Task Complete_BadCommand_FailsTheTaskAndLeavesNoTrace()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();

        await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(
            task.TaskToken, Commands.Timer("t", TimeSpan.FromHours(1)), Commands.Activity("a", a => a.StartToCloseTimeout = null)));

        var history = await Client.HistoryAsync("w");
        history.ShouldNotContain(e => e.EventType == EventType.TimerStarted);
        history[3].WorkflowTaskFailedEventAttributes.Cause.ShouldBe(WorkflowTaskFailedCause.BadScheduleActivityAttributes);
    }

    [Fact]
    public async Task Poll_Cancelled_TakesNoTask()
    {
        using var source = new CancellationTokenSource();
        var poll = Client.PollWorkflowAsync(source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => poll);

        await Client.StartAsync("w");

        (await Client.PollWorkflowAsync()).WorkflowExecution.WorkflowId.ShouldBe("w");
    }

    [Fact]
    public async Task Dispose_WaitingPoll_EndsUnavailable()
    {
        var poll = Client.PollWorkflowAsync();
        await Client.DescribeNamespaceForOrderAsync();
        fixture.Server.Dispose();

        (await Should.ThrowAsync<RpcException>(() => poll)).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    private static void MakeSticky(Temporalio.Api.WorkflowService.V1.RespondWorkflowTaskCompletedRequest request) =>
        request.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = RawClient.Sticky, Kind = TaskQueueKind.Sticky, NormalName = RawClient.Queue },
            ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)),
        };

    private async Task StartStickyAsync()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, MakeSticky);
    }
}
