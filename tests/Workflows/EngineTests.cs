using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Workflows;

/// <summary>Client, worker and embedded service together.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly EngineHost host = new();
    private readonly StepActivities activities = new();

    private TemporalClient Client => host.Client;

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Execute_ActivityAndTimer_ReturnsTheResultInSkippedTime()
    {
        var result = await host.WithWorkerAsync(
            EngineHost.Worker(activities, typeof(GreetingWorkflow)),
            () => Client.ExecuteWorkflowAsync((GreetingWorkflow w) => w.RunAsync("Ada"), EngineHost.Start()));

        result.ShouldBe("Hello Ada");
        var history = await Client.GetWorkflowHandle("workflow-1").FetchHistoryAsync();
        var scheduled = history.Events.Single(e => e.EventType == EventType.ActivityTaskScheduled);
        scheduled.UserMetadata.Summary.Data.ToStringUtf8().ShouldBe("\"one step\"");
        var description = await Client.GetWorkflowHandle("workflow-1").DescribeAsync();
        description.Status.ShouldBe(WorkflowExecutionStatus.Completed);
        (description.CloseTime - description.StartTime).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(48));
    }

    [Fact]
    public async Task Execute_RecordedHistory_ReplaysWithoutDifference()
    {
        await host.WithWorkerAsync(
            EngineHost.Worker(activities, typeof(FanOutWorkflow), typeof(ChildOfWorkflow)),
            () => Client.ExecuteWorkflowAsync((FanOutWorkflow w) => w.RunAsync(5), EngineHost.Start()));
        var history = await Client.GetWorkflowHandle("workflow-1").FetchHistoryAsync();

        var replay = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<FanOutWorkflow>()).ReplayWorkflowAsync(history);

        replay.ReplayFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Execute_WithoutCache_ReplaysEveryTaskToTheSameResult()
    {
        var worker = EngineHost.Worker(activities, typeof(FanOutWorkflow), typeof(ChildOfWorkflow));
        worker.MaxCachedWorkflows = 0;

        var result = await host.WithWorkerAsync(worker, () => Client.ExecuteWorkflowAsync((FanOutWorkflow w) => w.RunAsync(4), EngineHost.Start()));

        result.ShouldBe("1,4,9,16");
    }

    [Fact]
    public async Task Execute_TinyCache_EvictedRunsAreReplayed()
    {
        var worker = EngineHost.Worker(activities, typeof(FanOutWorkflow), typeof(ChildOfWorkflow));
        worker.MaxCachedWorkflows = 1;

        var result = await host.WithWorkerAsync(worker, () => Client.ExecuteWorkflowAsync((FanOutWorkflow w) => w.RunAsync(6), EngineHost.Start()));

        result.ShouldBe("1,4,9,16,25,36");
    }

    [Theory]
    [InlineData(3, "Flaky", false, "done at attempt 3")]
    [InlineData(9, "Flaky", false, "MaximumAttemptsReached|Flaky|attempt 3 failed")]
    [InlineData(9, "Flaky", true, "NonRetryableFailure|Flaky|attempt 1 failed")]
    [InlineData(9, "BadInput", false, "NonRetryableFailure|BadInput|attempt 1 failed")]
    public async Task Activity_Fails_IsRetriedAsThePolicySays(int succeedsAt, string errorType, bool nonRetryable, string expected)
    {
        var result = await host.WithWorkerAsync(
            EngineHost.Worker(activities, typeof(RetryWorkflow)),
            () => Client.ExecuteWorkflowAsync((RetryWorkflow w) => w.RunAsync(succeedsAt, errorType, nonRetryable), EngineHost.Start()));

        result.ShouldBe(expected);
    }

    [Fact]
    public async Task Activity_FailsAfterHeartbeat_NextAttemptGoesOnFromItsDetails()
    {
        var resumedFrom = await host.WithWorkerAsync(
            EngineHost.Worker(activities, typeof(HeartbeatWorkflow)),
            () => Client.ExecuteWorkflowAsync((HeartbeatWorkflow w) => w.RunAsync(), EngineHost.Start()));

        resumedFrom.ShouldBe(3);
        activities.Notes.ShouldBe(["1:1", "1:2", "1:3", "2:4", "2:5"]);
    }

    [Fact]
    public async Task Cancel_WorkflowInAnActivity_ReachesItThroughTheHeartbeat()
    {
        var worker = EngineHost.Worker(activities, typeof(CancellableWorkflow));
        worker.MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(10);

        var failure = await host.WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CancellableWorkflow w) => w.RunAsync(), EngineHost.Start());
            await activities.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
            (await handle.QueryAsync(w => w.Stage)).ShouldBe("waiting");
            await handle.CancelAsync();
            return await Should.ThrowAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        });

        failure.InnerException.ShouldBeOfType<CanceledFailureException>();
        (await Client.GetWorkflowHandle("workflow-1").DescribeAsync()).Status.ShouldBe(WorkflowExecutionStatus.Canceled);
        var events = (await Client.GetWorkflowHandle("workflow-1").FetchHistoryAsync()).Events.Select(e => e.EventType);
        events.ShouldContain(EventType.ActivityTaskCanceled);
    }

    [Fact]
    public async Task Signal_BeforeAnyWorkerRuns_IsNotLost()
    {
        var handle = await Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start());
        await handle.SignalAsync(w => w.AddAsync(1));
        await handle.SignalAsync(w => w.AddAsync(2));
        await handle.SignalAsync(w => w.FinishAsync());

        var values = await host.WithWorkerAsync(EngineHost.Worker(null, typeof(CollectWorkflow)), () => handle.GetResultAsync());

        values.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Query_RunningAndCompleted_Answers()
    {
        var worker = EngineHost.Worker(null, typeof(CollectWorkflow));
        await host.WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start());
            await handle.SignalAsync(w => w.AddAsync(20));
            (await handle.QueryAsync(w => w.Times(2))).ShouldBe(40);
            await handle.SignalAsync(w => w.AddAsync(1));
            await handle.SignalAsync(w => w.FinishAsync());
            await handle.GetResultAsync();
            (await handle.QueryAsync(w => w.Sum)).ShouldBe(21);
        });

        // Another worker has nothing in memory and replays the closed run.
        await host.WithWorkerAsync(worker, async () =>
            (await Client.GetWorkflowHandle<CollectWorkflow>("workflow-1").QueryAsync(w => w.Sum)).ShouldBe(21));
    }

    [Fact]
    public async Task Query_HandlerThrowsOrIsMissing_SaysWhy()
    {
        await host.WithWorkerAsync(EngineHost.Worker(null, typeof(CollectWorkflow)), async () =>
        {
            var handle = await Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start());

            (await Should.ThrowAsync<WorkflowQueryFailedException>(() => handle.QueryAsync(w => w.Times(-1)))).Message.ShouldContain("must not be negative");
            var missing = (await Should.ThrowAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("Nothing", []))).Message;
            missing.ShouldSatisfyAllConditions(() => missing.ShouldContain("Sum"), () => missing.ShouldContain("Times"));
        });
    }

    [Fact]
    public async Task Child_Fails_ParentFailsWithTheCauseInside()
    {
        var failure = await host.WithWorkerAsync(
            EngineHost.Worker(null, typeof(FailingParentWorkflow), typeof(FailingChildWorkflow)),
            () => Should.ThrowAsync<WorkflowFailedException>(
                () => Client.ExecuteWorkflowAsync((FailingParentWorkflow w) => w.RunAsync(), EngineHost.Start())));

        var child = failure.InnerException.ShouldBeOfType<ChildWorkflowFailureException>();
        child.WorkflowId.ShouldBe("failing-child");
        var cause = child.InnerException.ShouldBeOfType<ApplicationFailureException>();
        cause.ErrorType.ShouldBe("Broken");
        cause.Details.ElementAt<string>(0).ShouldBe("x");
    }

    [Fact]
    public async Task Signal_FromParentToChildAndToAnyWorkflow_Arrives()
    {
        var sum = await host.WithWorkerAsync(
            EngineHost.Worker(null, typeof(SignalChildWorkflow), typeof(CollectWorkflow)),
            () => Client.ExecuteWorkflowAsync((SignalChildWorkflow w) => w.RunAsync(), EngineHost.Start()));

        sum.ShouldBe(9);
    }

    [Fact]
    public async Task ContinueAsNew_ResultIsThatOfTheLastRun()
    {
        var result = await host.WithWorkerAsync(
            EngineHost.Worker(null, typeof(CountDownWorkflow)),
            () => Client.ExecuteWorkflowAsync((CountDownWorkflow w) => w.RunAsync(3, string.Empty), EngineHost.Start()));

        result.ShouldBe("321");
    }

    [Fact]
    public async Task WorkflowTask_ThrowsAnotherException_IsTriedAgainUntilTheCodeIsCorrected()
    {
        BuggyWorkflow.Attempts = 0;

        // The package reports the first failure of a task and lets later ones time out, which a clock that stands still while a task is out never would.
        using var real = new EngineHost(TimeProvider.System);
        var options = EngineHost.Start();
        options.TaskTimeout = TimeSpan.FromSeconds(1);

        var result = await real.WithWorkerAsync(
            EngineHost.Worker(null, typeof(BuggyWorkflow)),
            () => real.Client.ExecuteWorkflowAsync((BuggyWorkflow w) => w.RunAsync(), options));

        result.ShouldBe("corrected");
        BuggyWorkflow.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Start_IdTaken_SaysWhichRunHoldsIt()
    {
        var first = await Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start());

        var taken = await Should.ThrowAsync<WorkflowAlreadyStartedException>(
            () => Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start()));

        taken.RunId.ShouldBe(first.ResultRunId);
    }

    [Fact]
    public async Task Terminate_GivesTheReasonToWhoWaits()
    {
        var handle = await Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start());
        await handle.TerminateAsync("no longer wanted");

        var failure = await Should.ThrowAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        failure.InnerException.ShouldBeOfType<TerminatedFailureException>().Message.ShouldBe("no longer wanted");
    }

    [Fact]
    public async Task List_Limit_CutsTheList()
    {
        for (var i = 0; i < 3; i++)
        {
            await Client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start($"listed-{i}"));
        }

        var ids = new List<string>();
        await foreach (var execution in Client.ListWorkflowsAsync(string.Empty, new() { Limit = 2 }))
        {
            ids.Add(execution.Id);
        }

        ids.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Worker_Stops_RunningActivityIsCancelledAndGoesOnElsewhere()
    {
        var worker = EngineHost.Worker(activities, typeof(CancellableWorkflow));
        var handle = await Client.StartWorkflowAsync((CancellableWorkflow w) => w.RunAsync(), EngineHost.Start());
        await host.WithWorkerAsync(worker, () => activities.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        var second = new StepActivities();

        await host.WithWorkerAsync(EngineHost.Worker(second, typeof(CancellableWorkflow)), async () =>
        {
            await second.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await handle.TerminateAsync();
        });

        second.Waiting.Task.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Execute_WindowOfActivities_AllAreDone()
    {
        var worker = EngineHost.Worker(activities, typeof(WindowWorkflow));
        worker.MaxConcurrentActivities = 200;

        var done = await host.WithWorkerAsync(worker, () => Client.ExecuteWorkflowAsync((WindowWorkflow w) => w.RunAsync(500, 100), EngineHost.Start()));

        done.ShouldBe(500);
    }

    private async Task<Temporalio.Api.Failure.V1.Failure> FirstTaskFailureAsync(WorkflowHandle handle)
    {
        await foreach (var one in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true, Rpc = new() { Timeout = TimeSpan.FromSeconds(30) } }))
        {
            if (one.EventType == EventType.WorkflowTaskFailed)
            {
                return one.WorkflowTaskFailedEventAttributes.Failure;
            }
        }

        throw new InvalidOperationException("The workflow ended without a failed task");
    }
}
