using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Assay.EmbeddedEngine.Calls;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class WorkflowLifecycleTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Start_IdInUse_IsRefusedWithTheRunningRun()
    {
        var runId = await Client.StartAsync("w");

        var failure = await Should.ThrowAsync<RpcException>(() => Client.StartAsync("w"));

        failure.StatusCode.ShouldBe(StatusCode.AlreadyExists);
        Errors.DetailsOf(failure).ShouldHaveSingleItem().Unpack<WorkflowExecutionAlreadyStartedFailure>().RunId.ShouldBe(runId);
    }

    [Fact]
    public async Task Start_SameRequestAgain_AnswersTheSameRun()
    {
        var runId = await Client.StartAsync("w", r => r.RequestId = "once");

        (await Client.StartAsync("w", r => r.RequestId = "once")).ShouldBe(runId);
    }

    [Fact]
    public async Task Start_UseExisting_AnswersTheRunningRun()
    {
        var runId = await Client.StartAsync("w");

        var answer = await Client.StartWithAnswerAsync("w", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);

        answer.RunId.ShouldBe(runId);
        answer.Started.ShouldBeFalse();
    }

    [Fact]
    public async Task Start_TerminateExisting_EndsTheOldRun()
    {
        var old = await Client.StartAsync("w");

        var fresh = await Client.StartAsync("w", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);

        fresh.ShouldNotBe(old);
        (await Client.StatusAsync("w", old)).ShouldBe(WorkflowExecutionStatus.Terminated);
        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.Running);
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, true, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, false, true)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, false, false)]
    public async Task Start_IdOfClosedRun_FollowsTheReusePolicy(WorkflowIdReusePolicy policy, bool afterCompleted, bool afterFailed)
    {
        await Client.StartAsync("completed");
        await Client.StepAsync(Commands.Complete());
        await Client.StartAsync("failed");
        await Client.StepAsync(Commands.Fail(Commands.Application("no")));

        (await IsAdmittedAsync("completed")).ShouldBe(afterCompleted);
        (await IsAdmittedAsync("failed")).ShouldBe(afterFailed);

        async Task<bool> IsAdmittedAsync(string id)
        {
            try
            {
                await Client.StartAsync(id, r => r.WorkflowIdReusePolicy = policy);
                return true;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.AlreadyExists)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Timer_Due_FiresAndWakesTheWorkflow()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(59));
        (await Client.EventTypesAsync("w")).ShouldNotContain("TimerFired");
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));

        var history = await Client.HistoryAsync("w");

        history[^2].TimerFiredEventAttributes.TimerId.ShouldBe("t");
        history[^2].TimerFiredEventAttributes.StartedEventId.ShouldBe(5);
        history[^1].EventType.ShouldBe(EventType.WorkflowTaskScheduled);
    }

    [Fact]
    public async Task Timer_Cancelled_NeverFires()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await Client.SignalAsync("w", "stop");
        await Client.StepAsync(Commands.CancelTimer("t"));
        await fixture.AdvanceAsync(TimeSpan.FromHours(2));

        var types = await Client.EventTypesAsync("w");

        types[^1].ShouldBe("TimerCanceled");
    }

    [Fact]
    public async Task Timer_FiredWhileBeingCancelled_CountsAsCancelled()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromSeconds(5)));
        await Client.SignalAsync("w", "stop");
        var task = await Client.PollWorkflowAsync();
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Client.CompleteTaskAsync(task.TaskToken, Commands.CancelTimer("t"));

        var types = await Client.EventTypesAsync("w");

        types.ShouldNotContain("TimerFired");
        types[^1].ShouldBe("TimerCanceled");
    }

    [Fact]
    public async Task Signal_SameRequestId_IsRecordedOnce()
    {
        await Client.StartAsync("w");
        await Client.SignalAsync("w", "go", "request");
        await Client.SignalAsync("w", "go", "request");

        (await Client.EventTypesAsync("w")).Count(t => t == "WorkflowExecutionSignaled").ShouldBe(1);
    }

    [Fact]
    public async Task Signal_ClosedWorkflow_IsNotFound()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Complete());

        (await Should.ThrowAsync<RpcException>(() => Client.SignalAsync("w", "go"))).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Cancel_Requested_WorkflowEndsCanceled()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await Client.RequestCancelAsync("w");
        await Client.RequestCancelAsync("w");
        var task = await Client.StepAsync(Commands.Cancel());

        task.History.Events.Count(e => e.EventType == EventType.WorkflowExecutionCancelRequested).ShouldBe(1);
        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.Canceled);
    }

    [Fact]
    public async Task Terminate_DuringStartedTask_ClosesAtOnce()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.TerminateAsync("w");

        (await Client.EventTypesAsync("w"))[^2..].ShouldBe(["WorkflowTaskFailed", "WorkflowExecutionTerminated"]);
        (await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken))).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Signal_TriedAgainAfterTheRunContinued_IsTakenOnce()
    {
        await Client.StartAsync("w");
        await Client.SignalAsync("w", "go", "request");
        await Client.StepAsync(Commands.ContinueAsNew("second"));
        await Client.StepAsync(Commands.ContinueAsNew("third"));

        await Client.SignalAsync("w", "go", "request");
        await Client.SignalAsync("w", "go", "another");

        (await Client.EventTypesAsync("w")).Count(type => type == "WorkflowExecutionSignaled").ShouldBe(1);
    }

    [Fact]
    public async Task ContinueAsNew_OpensTheNextRunOfTheChain()
    {
        var first = await Client.StartAsync("w", r => r.Memo = new() { Fields = { ["k"] = Commands.Text("v").Payloads_[0] } });
        await Client.StepAsync(Commands.ContinueAsNew("second"));

        var end = (await Client.HistoryAsync("w", first))[^1].WorkflowExecutionContinuedAsNewEventAttributes;
        var next = (await Client.HistoryAsync("w"))[0].WorkflowExecutionStartedEventAttributes;

        next.OriginalExecutionRunId.ShouldBe(end.NewExecutionRunId);
        next.ContinuedExecutionRunId.ShouldBe(first);
        next.FirstExecutionRunId.ShouldBe(first);
        next.Memo.Fields.ShouldContainKey("k");
        Commands.TextOf(next.Input).ShouldBe("second");
        (await Client.StatusAsync("w", first)).ShouldBe(WorkflowExecutionStatus.ContinuedAsNew);
        (await Client.StepAsync(Commands.Complete())).WorkflowExecution.RunId.ShouldBe(end.NewExecutionRunId);
    }

    [Fact]
    public async Task RunTimeout_Passed_TimesTheWorkflowOut()
    {
        await Client.StartAsync("w", r => r.WorkflowRunTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));

        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.TimedOut);
    }

    [Fact]
    public async Task ExecutionTimeout_OutlivesContinueAsNew()
    {
        await Client.StartAsync("w", r => r.WorkflowExecutionTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(40));
        await Client.StepAsync(Commands.ContinueAsNew("second"));
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(20));

        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.TimedOut);
    }

    [Fact]
    public async Task Fail_WithRetryPolicy_GoesOnAsTheNextAttempt()
    {
        var first = await Client.StartAsync("w", r => r.RetryPolicy = new() { MaximumAttempts = 2 });
        await Client.StepAsync(Commands.Fail(Commands.Application("one")));
        var poll = Client.PollWorkflowAsync();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(500));
        poll.IsCompleted.ShouldBeFalse();
        await fixture.AdvanceAsync(TimeSpan.FromMilliseconds(500));
        var second = await poll;
        await Client.CompleteTaskAsync(second.TaskToken, Commands.Fail(Commands.Application("two")));

        var started = second.History.Events[0].WorkflowExecutionStartedEventAttributes;
        started.Attempt.ShouldBe(2);
        started.ContinuedFailure.Message.ShouldBe("one");
        (await Client.HistoryAsync("w", first))[^1].WorkflowExecutionFailedEventAttributes.RetryState.ShouldBe(RetryState.InProgress);
        (await Client.HistoryAsync("w"))[^1].WorkflowExecutionFailedEventAttributes.RetryState.ShouldBe(RetryState.MaximumAttemptsReached);
    }

    [Fact]
    public async Task StartDelay_PutsTheFirstTaskOffUntilDueOrSignaled()
    {
        await Client.StartAsync("w", r => r.WorkflowStartDelay = Duration.FromTimeSpan(TimeSpan.FromHours(1)));
        (await Client.EventTypesAsync("w")).ShouldBe(["WorkflowExecutionStarted"]);
        await Client.SignalAsync("w", "now");

        (await Client.EventTypesAsync("w")).ShouldBe(["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"]);
    }

    [Fact]
    public async Task AnyCall_OtherNamespace_IsNotFound()
    {
        var failure = await Should.ThrowAsync<RpcException>(() => Client.StartAsync("w", r => r.Namespace = "elsewhere"));

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
        Errors.DetailsOf(failure).ShouldHaveSingleItem().Is(NamespaceNotFoundFailure.Descriptor).ShouldBeTrue();
    }
}
