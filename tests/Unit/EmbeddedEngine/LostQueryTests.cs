using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Queries that a worker took and did not answer, in skipped time.</summary>
public sealed class LostQueryTests : IDisposable
{
    private static readonly TimeSpan StickyTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TaskTimeout = TimeSpan.FromSeconds(10);

    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Query_WorkerTakesItAndIsGone_GoesOutAgainAfterTheTaskTimeout()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        var answer = Client.QueryAsync("w");
        await Client.PollWorkflowAsync();

        await fixture.AdvanceAsync(TaskTimeout);
        var again = await Client.PollWorkflowAsync();
        await Client.AnswerQueryAsync(again.TaskToken, "second");

        again.History.Events.Count.ShouldBe(4);
        Commands.TextOf((await answer).QueryResult).ShouldBe("second");
    }

    [Fact]
    public async Task Query_EveryWorkerIsGone_GoesOutAtEverLongerIntervals()
    {
        await Client.StartAsync("w", r => r.WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)));
        await Client.StepAsync();
        var answer = Client.QueryAsync("w");
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            await Client.PollWorkflowAsync();
            await fixture.AdvanceAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            (await IsWaitingAsync()).ShouldBeFalse();
            await fixture.AdvanceAsync(TimeSpan.FromTicks(1));
            (await IsWaitingAsync()).ShouldBeTrue();
        }

        await Client.AnswerQueryAsync((await Client.PollWorkflowAsync()).TaskToken, "at last");

        Commands.TextOf((await answer).QueryResult).ShouldBe("at last");
    }

    [Fact]
    public async Task Query_ClosedWorkflowAndTheWorkerIsGone_GoesOutAgain()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Complete());
        var answer = Client.QueryAsync("w");
        await Client.PollWorkflowAsync();

        await fixture.AdvanceAsync(TaskTimeout);
        await Client.AnswerQueryAsync((await Client.PollWorkflowAsync()).TaskToken, "closed");

        Commands.TextOf((await answer).QueryResult).ShouldBe("closed");
    }

    [Fact]
    public async Task Query_StickyWorkerTakesItAndIsGone_GoesToTheNormalQueueWithTheHistory()
    {
        var poll = await StickAsync();
        var answer = Client.QueryAsync("w");
        (await poll).History.Events.ShouldHaveSingleItem().EventType.ShouldBe(EventType.WorkflowTaskCompleted);

        await fixture.AdvanceAsync(StickyTimeout);
        var again = await Client.PollWorkflowAsync();
        await Client.AnswerQueryAsync(again.TaskToken, "normal");

        again.History.Events.Count.ShouldBe(4);
        Commands.TextOf((await answer).QueryResult).ShouldBe("normal");
    }

    [Fact]
    public async Task Query_StickyWorkerDoesNotComeForIt_GoesToTheNormalQueue()
    {
        var poll = await StickAsync();
        var first = Client.QueryAsync("w");
        await poll;
        var second = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();

        await fixture.AdvanceAsync(StickyTimeout);
        await Client.AnswerQueryAsync((await Client.PollWorkflowAsync()).TaskToken, "first");
        await Client.AnswerQueryAsync((await Client.PollWorkflowAsync()).TaskToken, "second");

        Commands.TextOf((await first).QueryResult).ShouldBe("first");
        Commands.TextOf((await second).QueryResult).ShouldBe("second");
    }

    [Fact]
    public async Task Query_StickyWorkerLostOne_TheNextTaskGoesToTheNormalQueue()
    {
        var poll = await StickAsync();
        var answer = Client.QueryAsync("w");
        await poll;
        await fixture.AdvanceAsync(StickyTimeout);
        await Client.AnswerQueryAsync((await Client.PollWorkflowAsync()).TaskToken, "normal");
        await answer;

        await Client.SignalAsync("w", "go");

        (await Client.PollWorkflowAsync()).History.Events[0].EventId.ShouldBe(1);
    }

    [Fact]
    public async Task Query_FirstWorkerAnswersLate_CountsAndTheSecondIsTurnedAway()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        var answer = Client.QueryAsync("w");
        var slow = await Client.PollWorkflowAsync();
        await fixture.AdvanceAsync(TaskTimeout);
        var again = await Client.PollWorkflowAsync();

        await Client.AnswerQueryAsync(slow.TaskToken, "slow");

        Commands.TextOf((await answer).QueryResult).ShouldBe("slow");
        (await Should.ThrowAsync<RpcException>(() => Client.AnswerQueryAsync(again.TaskToken, "second"))).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Query_OnATaskWhoseWorkerIsGone_RidesOnTheNextAttempt()
    {
        await Client.StartAsync("w");
        var answer = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();
        (await Client.PollWorkflowAsync()).Queries.Count.ShouldBe(1);

        await fixture.AdvanceAsync(TaskTimeout);
        var again = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(again.TaskToken, r => r.QueryResults.Add(
            again.Queries.Keys.Single(),
            new WorkflowQueryResult { ResultType = QueryResultType.Answered, Answer = Commands.Text("second") }));

        again.Attempt.ShouldBe(2);
        Commands.TextOf((await answer).QueryResult).ShouldBe("second");
    }

    [Fact]
    public async Task Query_OnATaskOfARunThatIsTerminated_IsAnsweredFromItsHistory()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        await Client.SignalAsync("w", "go");
        var answer = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();
        await Client.PollWorkflowAsync();

        await Client.TerminateAsync("w");
        var alone = await Client.PollWorkflowAsync();
        await Client.AnswerQueryAsync(alone.TaskToken, "terminated");

        alone.Query.QueryType.ShouldBe("state");
        Commands.TextOf((await answer).QueryResult).ShouldBe("terminated");
    }

    /// <summary>A run that its worker keeps in memory; gives that worker's next poll.</summary>
    private async Task<Task<PollWorkflowTaskQueueResponse>> StickAsync()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, r => r.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = RawClient.Sticky, Kind = TaskQueueKind.Sticky, NormalName = RawClient.Queue },
            ScheduleToStartTimeout = Duration.FromTimeSpan(StickyTimeout),
        });
        var poll = Client.PollWorkflowAsync(RawClient.Sticky);
        await Client.DescribeNamespaceForOrderAsync();
        return poll;
    }

    private async Task<bool> IsWaitingAsync()
    {
        var queue = new DescribeTaskQueueRequest { Namespace = "default", TaskQueue = new() { Name = RawClient.Queue } };
        return (await Client.Service.DescribeTaskQueueAsync(queue)).Stats.ApproximateBacklogCount == 1;
    }
}
