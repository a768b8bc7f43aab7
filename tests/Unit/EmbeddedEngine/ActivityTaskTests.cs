using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class ActivityTaskTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Complete_StartedActivity_WritesStartedBesideTheEnd()
    {
        await ScheduleAsync();
        var task = await Client.PollActivityAsync();
        (await Client.EventTypesAsync("w")).ShouldNotContain("ActivityTaskStarted");

        await Client.CompleteActivityAsync(task.TaskToken, "result");

        task.ActivityId.ShouldBe("a");
        task.Attempt.ShouldBe(1);
        Commands.TextOf(task.Input).ShouldBe("a");
        var history = await Client.HistoryAsync("w");
        history.Skip(5).Select(e => e.EventType.ToString()).ShouldBe(["ActivityTaskStarted", "ActivityTaskCompleted", "WorkflowTaskScheduled"]);
        history[6].ActivityTaskCompletedEventAttributes.ScheduledEventId.ShouldBe(5);
        history[6].ActivityTaskCompletedEventAttributes.StartedEventId.ShouldBe(6);
    }

    [Fact]
    public async Task Complete_Twice_SecondIsNotFound()
    {
        await ScheduleAsync();
        var task = await Client.PollActivityAsync();
        await Client.CompleteActivityAsync(task.TaskToken);

        (await Should.ThrowAsync<RpcException>(() => Client.CompleteActivityAsync(task.TaskToken))).StatusCode
            .ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Complete_DuringWorkflowTask_StartsComeBeforeEnds()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Activity("a"), Commands.Activity("b"));
        await Client.SignalAsync("w", "wake");
        var workflowTask = await Client.PollWorkflowAsync();
        var first = await Client.PollActivityAsync();
        var second = await Client.PollActivityAsync();
        await Client.CompleteActivityAsync(first.TaskToken);
        await Client.CompleteActivityAsync(second.TaskToken);

        await Client.CompleteTaskAsync(workflowTask.TaskToken);

        var events = (await Client.HistoryAsync("w")).Skip(10).ToArray();
        events.Select(e => e.EventType.ToString()).ShouldBe(
            ["ActivityTaskStarted", "ActivityTaskStarted", "ActivityTaskCompleted", "ActivityTaskCompleted", "WorkflowTaskScheduled"]);
        events[2].ActivityTaskCompletedEventAttributes.StartedEventId.ShouldBe(events[0].EventId);
        events[3].ActivityTaskCompletedEventAttributes.StartedEventId.ShouldBe(events[1].EventId);
    }

    [Fact]
    public async Task Fail_Retryable_ComesAgainAfterTheBackoff()
    {
        await ScheduleAsync();
        await Client.FailActivityAsync((await Client.PollActivityAsync()).TaskToken, Commands.Application("first"));
        var poll = Client.PollActivityAsync();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(999));
        poll.IsCompleted.ShouldBeFalse();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var second = await poll;
        second.Attempt.ShouldBe(2);
        await Client.FailActivityAsync(second.TaskToken, Commands.Application("second"));

        // The wait doubles: 1 s, then 2 s.
        poll = Client.PollActivityAsync();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1999));
        poll.IsCompleted.ShouldBeFalse();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var third = await poll;
        await Client.CompleteActivityAsync(third.TaskToken);

        var started = (await Client.HistoryAsync("w")).Single(e => e.EventType == EventType.ActivityTaskStarted).ActivityTaskStartedEventAttributes;
        started.Attempt.ShouldBe(3);
        started.LastFailure.Message.ShouldBe("second");
    }

    [Theory]
    [InlineData("plain", true, RetryState.NonRetryableFailure)]
    [InlineData("Fatal", false, RetryState.NonRetryableFailure)]
    [InlineData("plain", false, RetryState.MaximumAttemptsReached)]
    public async Task Fail_ForGood_IsRecordedWithItsReason(string type, bool nonRetryable, RetryState expected)
    {
        await ScheduleAsync(a => a.RetryPolicy = new() { MaximumAttempts = 1, NonRetryableErrorTypes = { "Fatal" } });
        await Client.FailActivityAsync((await Client.PollActivityAsync()).TaskToken, Commands.Application("no", type, nonRetryable));

        var failed = (await Client.HistoryAsync("w"))[6].ActivityTaskFailedEventAttributes;

        failed.RetryState.ShouldBe(expected);
        failed.Failure.ApplicationFailureInfo.Type.ShouldBe(type);
    }

    [Fact]
    public async Task Fail_NoTimeLeftForAnotherAttempt_EndsWithTimeout()
    {
        await ScheduleAsync(a => a.ScheduleToCloseTimeout = Seconds(1.5));
        var task = await Client.PollActivityAsync();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Client.FailActivityAsync(task.TaskToken, Commands.Application("late"));

        (await Client.HistoryAsync("w"))[6].ActivityTaskFailedEventAttributes.RetryState.ShouldBe(RetryState.Timeout);
    }

    [Fact]
    public async Task NotPolled_ScheduleToStart_TimesOutWithoutRetry()
    {
        await ScheduleAsync(a => a.ScheduleToStartTimeout = Seconds(3));
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(3));

        await ShouldHaveTimedOutAsync(TimeoutType.ScheduleToStart, RetryState.Timeout, started: false);
    }

    [Fact]
    public async Task Running_StartToClose_TimesOutAfterTheLastAttempt()
    {
        await ScheduleAsync(a => (a.StartToCloseTimeout, a.RetryPolicy) = (Seconds(3), new() { MaximumAttempts = 2 }));
        var lost = await Client.PollActivityAsync();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<RpcException>(() => Client.CompleteActivityAsync(lost.TaskToken));
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await Client.PollActivityAsync()).Attempt.ShouldBe(2);
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(3));

        await ShouldHaveTimedOutAsync(TimeoutType.StartToClose, RetryState.MaximumAttemptsReached, started: true);
    }

    [Fact]
    public async Task Running_ScheduleToClose_TimesOutAcrossAttempts()
    {
        await ScheduleAsync(a => a.ScheduleToCloseTimeout = Seconds(5));
        await Client.PollActivityAsync();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(5));

        await ShouldHaveTimedOutAsync(TimeoutType.ScheduleToClose, RetryState.Timeout, started: true);
    }

    [Fact]
    public async Task Heartbeat_Missing_TimesOutAndDetailsReachTheNextAttempt()
    {
        await ScheduleAsync(a => a.HeartbeatTimeout = Seconds(10));
        var first = await Client.PollActivityAsync();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(9));
        (await Client.HeartbeatAsync(first.TaskToken, "half")).ShouldBeFalse();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(9));
        await Client.HeartbeatAsync(first.TaskToken, "three quarters");
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<RpcException>(() => Client.HeartbeatAsync(first.TaskToken, "too late"));
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));

        var second = await Client.PollActivityAsync();

        second.Attempt.ShouldBe(2);
        Commands.TextOf(second.HeartbeatDetails).ShouldBe("three quarters");
        var pending = (await Client.DescribeAsync("w")).PendingActivities.ShouldHaveSingleItem();
        pending.LastFailure.TimeoutFailureInfo.TimeoutType.ShouldBe(TimeoutType.Heartbeat);
    }

    [Fact]
    public async Task Cancel_RunningActivity_IsToldByHeartbeatAndMayComply()
    {
        await ScheduleAsync();
        var task = await Client.PollActivityAsync();
        (await Should.ThrowAsync<RpcException>(() => Client.CancelActivityAsync(task.TaskToken))).StatusCode
            .ShouldBe(StatusCode.InvalidArgument);
        await Client.SignalAsync("w", "wake");
        await Client.StepAsync(Commands.CancelActivity(5));

        (await Client.HeartbeatAsync(task.TaskToken, "x")).ShouldBeTrue();
        await Client.CancelActivityAsync(task.TaskToken);

        var history = await Client.HistoryAsync("w");
        var requested = history.Single(e => e.EventType == EventType.ActivityTaskCancelRequested);
        var canceled = history.Single(e => e.EventType == EventType.ActivityTaskCanceled).ActivityTaskCanceledEventAttributes;
        canceled.LatestCancelRequestedEventId.ShouldBe(requested.EventId);
        canceled.StartedEventId.ShouldBeGreaterThan(requested.EventId);
    }

    [Fact]
    public async Task Cancel_UnstartedActivity_EndsAtOnceAndTellsTheWorkflow()
    {
        await ScheduleAsync();
        await Client.SignalAsync("w", "wake");
        await Client.StepAsync(Commands.CancelActivity(5));

        (await Client.EventTypesAsync("w"))[^3..].ShouldBe(["ActivityTaskCancelRequested", "ActivityTaskCanceled", "WorkflowTaskScheduled"]);
        using var source = new CancellationTokenSource();
        var poll = Client.PollActivityAsync(source.Token);
        await Client.DescribeNamespaceForOrderAsync();
        poll.IsCompleted.ShouldBeFalse();
        await source.CancelAsync();
    }

    [Fact]
    public async Task Cancel_FailureAfterTheRequest_IsNotRetried()
    {
        await ScheduleAsync();
        var task = await Client.PollActivityAsync();
        await Client.SignalAsync("w", "wake");
        await Client.StepAsync(Commands.CancelActivity(5));
        await Client.FailActivityAsync(task.TaskToken, Commands.Application("while stopping"));

        (await Client.HistoryAsync("w")).Single(e => e.EventType == EventType.ActivityTaskFailed)
            .ActivityTaskFailedEventAttributes.RetryState.ShouldBe(RetryState.CancelRequested);
    }

    [Fact]
    public async Task Schedule_TimeoutsAndRetryLeftOpen_EventShowsWhatHolds()
    {
        await Client.StartAsync("w", r => r.WorkflowRunTimeout = Seconds(30));
        await Client.StepAsync(Commands.Activity("a", a => a.HeartbeatTimeout = Seconds(90)));

        var scheduled = (await Client.HistoryAsync("w"))[4].ActivityTaskScheduledEventAttributes;

        scheduled.ScheduleToCloseTimeout.ShouldBe(Seconds(30));
        scheduled.ScheduleToStartTimeout.ShouldBe(Seconds(30));
        scheduled.StartToCloseTimeout.ShouldBe(Seconds(30));
        scheduled.HeartbeatTimeout.ShouldBe(Seconds(30));
        scheduled.RetryPolicy.InitialInterval.ShouldBe(Seconds(1));
        scheduled.RetryPolicy.BackoffCoefficient.ShouldBe(2);
        scheduled.RetryPolicy.MaximumInterval.ShouldBe(Seconds(100));
    }

    [Fact]
    public async Task Schedule_SameIdTwice_FailsTheTask()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();

        await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken, Commands.Activity("a"), Commands.Activity("a")));

        (await Client.HistoryAsync("w"))[3].WorkflowTaskFailedEventAttributes.Cause.ShouldBe(WorkflowTaskFailedCause.ScheduleActivityDuplicateId);
    }

    [Fact]
    public async Task Complete_AfterTheWorkflowEnded_IsNotFound()
    {
        await ScheduleAsync();
        var task = await Client.PollActivityAsync();
        await Client.TerminateAsync("w");

        (await Should.ThrowAsync<RpcException>(() => Client.CompleteActivityAsync(task.TaskToken))).StatusCode
            .ShouldBe(StatusCode.NotFound);
    }

    private static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    private async Task ScheduleAsync(Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Activity("a", change));
    }

    private async Task ShouldHaveTimedOutAsync(TimeoutType type, RetryState state, bool started)
    {
        var history = await Client.HistoryAsync("w");
        var timedOut = history.Single(e => e.EventType == EventType.ActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes;
        timedOut.Failure.TimeoutFailureInfo.TimeoutType.ShouldBe(type);
        timedOut.RetryState.ShouldBe(state);
        history.Any(e => e.EventType == EventType.ActivityTaskStarted).ShouldBe(started);
    }
}
