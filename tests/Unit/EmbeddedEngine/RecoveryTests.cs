using Assay.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Assay.EmbeddedEngine;
using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class RecoveryTests
{
    [Fact]
    public async Task Reopen_ActivityWithAWorker_GoesOutAgainAsTheSameAttempt()
    {
        using var fixture = new ServerFixture();
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync(Commands.Activity("a", a => a.HeartbeatTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1))));
        var lost = await fixture.Client.PollActivityAsync();
        await fixture.Client.HeartbeatAsync(lost.TaskToken, "half");
        fixture.Reopen();
        fixture.Clock.Advance(TimeSpan.FromTicks(1));

        var again = await fixture.Client.PollActivityAsync();

        again.Attempt.ShouldBe(1);
        Commands.TextOf(again.HeartbeatDetails).ShouldBe("half");
        await fixture.Client.CompleteActivityAsync(again.TaskToken);
        (await fixture.Client.EventTypesAsync("w"))[^1].ShouldBe("WorkflowTaskScheduled");
    }

    [Fact]
    public async Task Reopen_WorkersElsewhere_TheirAnswersStillCount()
    {
        using var fixture = new ServerFixture(workersShareProcess: false);
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync(Commands.Activity("a"));
        var activity = await fixture.Client.PollActivityAsync();
        await fixture.Client.SignalAsync("w", "go");
        var task = await fixture.Client.PollWorkflowAsync();
        fixture.Reopen();

        await fixture.Client.CompleteActivityAsync(activity.TaskToken);
        await fixture.Client.CompleteTaskAsync(task.TaskToken);

        (await fixture.Client.EventTypesAsync("w")).ShouldContain("ActivityTaskCompleted");
    }

    [Fact]
    public async Task Reopen_WorkflowTaskWithAWorker_TimesOutAtOnceAndComesAgain()
    {
        using var fixture = new ServerFixture();
        await fixture.Client.StartAsync("w");
        await fixture.Client.PollWorkflowAsync();
        await fixture.Client.SignalAsync("w", "buffered");
        fixture.Reopen();

        var task = await fixture.Client.PollWorkflowAsync();

        task.History.Events.Select(e => e.EventType.ToString()).ShouldBe(
        [
            "WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskTimedOut", "WorkflowExecutionSignaled",
            "WorkflowTaskScheduled", "WorkflowTaskStarted",
        ]);
        task.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Reopen_TimerOverdue_FiresThen()
    {
        using var fixture = new ServerFixture();
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        fixture.Server.Dispose();
        fixture.Clock.Advance(TimeSpan.FromHours(2));
        fixture.Reopen();

        var task = await fixture.Client.PollWorkflowAsync();

        task.History.Events.ShouldContain(e => e.EventType == EventType.TimerFired);
    }

    [Fact]
    public async Task Reopen_ActivityInBackoff_WaitsForItsTime()
    {
        using var fixture = new ServerFixture();
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync(Commands.Activity("a"));
        await fixture.Client.FailActivityAsync((await fixture.Client.PollActivityAsync()).TaskToken, Commands.Application("no"));
        fixture.Reopen();
        var poll = fixture.Client.PollActivityAsync();
        await fixture.Client.DescribeNamespaceForOrderAsync();
        poll.IsCompleted.ShouldBeFalse();

        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await poll).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task Reopen_ClosedRuns_AreListedAndReadable()
    {
        using var fixture = new ServerFixture();
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync(Commands.Complete("kept"));
        fixture.Reopen();

        (await fixture.Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.Completed);
        Commands.TextOf((await fixture.Client.EndAsync("w")).WorkflowExecutionCompletedEventAttributes.Result).ShouldBe("kept");
    }

    [Fact]
    public async Task Reopen_AnswerToAQueryOfTheFormerLife_IsNotTakenForAnother()
    {
        using var fixture = new ServerFixture(workersShareProcess: false);
        await fixture.Client.StartAsync("w");
        await fixture.Client.StepAsync();
        await fixture.Client.StartAsync("other");
        await fixture.Client.StepAsync();
        var lost = fixture.Client.QueryAsync("w");
        var former = await fixture.Client.PollWorkflowAsync();
        fixture.Reopen();
        await Should.ThrowAsync<RpcException>(() => lost);
        var answer = fixture.Client.QueryAsync("other");
        var present = await fixture.Client.PollWorkflowAsync();

        (await Should.ThrowAsync<RpcException>(() => fixture.Client.AnswerQueryAsync(former.TaskToken, "of w"))).StatusCode
            .ShouldBe(StatusCode.NotFound);

        await fixture.Client.AnswerQueryAsync(present.TaskToken, "of other");
        Commands.TextOf((await answer).QueryResult).ShouldBe("of other");
    }

    [Fact]
    public async Task KilledAroundAnyCommit_TheWorkflowEndsAndNoFinishedActivityRunsAgain()
    {
        const int Steps = 3;
        using var copyFolder = new TemporaryFolder();
        var copies = new CommitCopies();
        using (var fixture = new ServerFixture(skip: true, observer: copies))
        {
            (copies.Source, copies.Target) = (fixture.Options.HistoryFile, copyFolder.Path);
            await fixture.Client.StartAsync("w");
            (await new ScriptedWorker(fixture.Client, Steps, TimeSpan.FromHours(1)).RunAsync("w")).ShouldBe(EventType.WorkflowExecutionCompleted);
            copies.Target = "";
        }

        copies.Copies.Count.ShouldBeGreaterThan(20);
        foreach (var copy in copies.Copies)
        {
            var clock = new SkippingTimeProvider(new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero));
            using var server = EmbeddedServer.Open(new() { HistoryFile = copy, Time = clock });
            var client = new RawClient(server.Service);
            if ((await client.ListAsync("")).Executions.Count == 0)
            {
                // Killed before the start was durable: nobody was told that it had begun.
                copy.ShouldContain("0001-before");
                continue;
            }

            var finished = (await client.EventTypesAsync("w")).Count(t => t == "ActivityTaskCompleted");
            var worker = new ScriptedWorker(client, Steps, TimeSpan.FromHours(1));
            (await worker.RunAsync("w")).ShouldBe(EventType.WorkflowExecutionCompleted, copy);

            var history = await client.HistoryAsync("w");
            history.Select(e => e.EventId).ShouldBe(Enumerable.Range(1, history.Count).Select(i => (long)i), copy);
            history.Count(e => e.EventType == EventType.ActivityTaskCompleted).ShouldBe(Steps, copy);
            history.Count(e => e.EventType == EventType.TimerFired).ShouldBe(Steps, copy);
            history.Where(e => e.EventType == EventType.ActivityTaskCompleted)
                .Select(e => e.ActivityTaskCompletedEventAttributes.ScheduledEventId).Distinct().Count().ShouldBe(Steps, copy);
            worker.Executions.ShouldBeInRange(0, Steps - finished + 1, copy);
        }
    }

    [Fact]
    public async Task Commit_Fails_CallerIsToldAndNothingOfItRemains()
    {
        var observer = new FailingCommits();
        using var fixture = new ServerFixture(observer: observer);
        await fixture.Client.StartAsync("before");
        var poll = fixture.Client.PollWorkflowAsync();
        (await poll).WorkflowExecution.WorkflowId.ShouldBe("before");
        var waiting = fixture.Client.PollWorkflowAsync();
        await fixture.Client.DescribeNamespaceForOrderAsync();
        observer.Fails = true;

        await Should.ThrowAsync<RpcException>(() => fixture.Client.StartAsync("lost"));
        await Should.ThrowAsync<RpcException>(() => waiting);
        observer.Fails = false;

        (await Should.ThrowAsync<RpcException>(() => fixture.Client.StatusAsync("lost"))).StatusCode.ShouldBe(StatusCode.NotFound);
        await fixture.Client.StartAsync("after");
        (await fixture.Client.PollWorkflowAsync()).WorkflowExecution.WorkflowId.ShouldBe("after");
        (await fixture.Client.StatusAsync("before")).ShouldBe(WorkflowExecutionStatus.Running);
    }

    private sealed class FailingCommits : ICommitObserver
    {
        public bool Fails { get; set; }

        public void BeforeCommit(long ordinal)
        {
            if (Fails)
            {
                throw new IOException("The disk is full.");
            }
        }

        public void AfterCommit(long ordinal)
        {
        }
    }
}
