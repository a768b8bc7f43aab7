using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class QueryAndHistoryTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Query_TaskPending_RidesOnIt()
    {
        await Client.StartAsync("w");
        var answer = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();
        var task = await Client.PollWorkflowAsync();
        var (id, query) = task.Queries.ShouldHaveSingleItem();
        query.QueryType.ShouldBe("state");

        await Client.CompleteTaskAsync(
            task.TaskToken,
            r => r.QueryResults.Add(id, new WorkflowQueryResult { ResultType = QueryResultType.Answered, Answer = Commands.Text("fresh") }),
            Commands.Complete());

        Commands.TextOf((await answer).QueryResult).ShouldBe("fresh");
    }

    [Fact]
    public async Task Query_Idle_GoesOutAloneWithTheHistory()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        var answer = Client.QueryAsync("w");
        var task = await Client.PollWorkflowAsync();

        task.Query.QueryType.ShouldBe("state");
        task.History.Events.Count.ShouldBe(4);
        await Client.AnswerQueryAsync(task.TaskToken, "idle");

        Commands.TextOf((await answer).QueryResult).ShouldBe("idle");
        (await Client.HistoryAsync("w")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Query_ClosedWorkflow_IsAnsweredOrRejectedAsAsked()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Complete());
        var answer = Client.QueryAsync("w", QueryRejectCondition.NotCompletedCleanly);
        var task = await Client.PollWorkflowAsync();
        task.History.Events.Count.ShouldBe(5);
        await Client.AnswerQueryAsync(task.TaskToken, "closed");

        Commands.TextOf((await answer).QueryResult).ShouldBe("closed");
        (await Client.QueryAsync("w", QueryRejectCondition.NotOpen)).QueryRejected.Status.ShouldBe(WorkflowExecutionStatus.Completed);
    }

    [Fact]
    public async Task Query_AskedWhileATaskIsWithAWorker_IsAnsweredAfterIt()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        var answer = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();
        await Client.CompleteTaskAsync(task.TaskToken);

        var alone = await Client.PollWorkflowAsync();
        await Client.AnswerQueryAsync(alone.TaskToken, "after");

        Commands.TextOf((await answer).QueryResult).ShouldBe("after");
    }

    [Fact]
    public async Task Query_HandlerFails_CallerGetsTheFailure()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        var answer = Client.QueryAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.Service.RespondQueryTaskCompletedAsync(new()
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Failed,
            ErrorMessage = "no such query",
        });

        var failure = await Should.ThrowAsync<RpcException>(() => answer);
        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        failure.Message.ShouldBe("no such query");
    }

    [Fact]
    public async Task Query_FirstTaskHoursAway_IsRefusedAtOnce()
    {
        await Client.StartAsync("w", r => r.WorkflowStartDelay = new() { Seconds = 3600 });

        (await Should.ThrowAsync<RpcException>(() => Client.QueryAsync("w"))).StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Query_FirstTaskSecondsAway_WaitsForIt()
    {
        await Client.StartAsync("w", r => r.WorkflowStartDelay = new() { Seconds = 5 });
        var answer = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();

        await fixture.AdvanceAsync(TimeSpan.FromSeconds(5));
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, r => r.QueryResults.Add(
            task.Queries.Keys.Single(), new WorkflowQueryResult { ResultType = QueryResultType.Answered, Answer = Commands.Text("begun") }));

        Commands.TextOf((await answer).QueryResult).ShouldBe("begun");
    }

    [Fact]
    public async Task Query_ClosedBeforeItsFirstTask_IsRefused()
    {
        await Client.StartAsync("w");
        var waiting = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();
        await Client.TerminateAsync("w");

        (await Should.ThrowAsync<RpcException>(() => waiting)).StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        (await Should.ThrowAsync<RpcException>(() => Client.QueryAsync("w"))).StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Query_OnATaskThatFailsAgainAndAgain_GoesOutAloneInsteadOfWaitingForTheNext()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        await Client.SignalAsync("w", "go");
        for (var attempt = 1; attempt < 3; attempt++)
        {
            await Client.FailTaskAsync((await Client.PollWorkflowAsync()).TaskToken);
        }

        var third = await Client.PollWorkflowAsync();
        var answer = Client.QueryAsync("w");
        await Client.DescribeNamespaceForOrderAsync();
        await Client.FailTaskAsync(third.TaskToken);
        var alone = await Client.PollWorkflowAsync();
        await Client.AnswerQueryAsync(alone.TaskToken, "alone");

        alone.Query.QueryType.ShouldBe("state");
        Commands.TextOf((await answer).QueryResult).ShouldBe("alone");
    }

    [Fact]
    public async Task History_Paged_ComesWholeAndInOrder()
    {
        await Client.StartAsync("w");
        for (var i = 0; i < 10; i++)
        {
            await Client.SignalAsync("w", $"s{i}");
        }

        var first = await Client.HistoryPageAsync("w", r => r.MaximumPageSize = 5);
        var second = await Client.HistoryPageAsync("w", r => (r.MaximumPageSize, r.NextPageToken) = (50, first.NextPageToken));

        first.History.Events.Select(e => e.EventId).ShouldBe([1, 2, 3, 4, 5]);
        second.History.Events.Select(e => e.EventId).ShouldBe([6, 7, 8, 9, 10, 11, 12]);
        second.NextPageToken.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task History_WaitNewEvent_AnswersWhenItComes()
    {
        await Client.StartAsync("w");
        var present = await Client.HistoryPageAsync("w", r => r.WaitNewEvent = true);
        present.History.Events.Count.ShouldBe(2);
        var next = Client.HistoryPageAsync("w", r => (r.WaitNewEvent, r.NextPageToken) = (true, present.NextPageToken));
        await Client.DescribeNamespaceForOrderAsync();
        next.IsCompleted.ShouldBeFalse();

        await Client.SignalAsync("w", "go");

        (await next).History.Events.ShouldHaveSingleItem().EventType.ShouldBe(EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public async Task History_WaitForClose_AnswersWithTheLastEvent()
    {
        await Client.StartAsync("w");
        var end = Client.EndAsync("w");
        await Client.StepAsync(Commands.Complete("x"));

        (await end).EventType.ShouldBe(EventType.WorkflowExecutionCompleted);
        (await Client.EndAsync("w")).EventType.ShouldBe(EventType.WorkflowExecutionCompleted);
    }

    [Fact]
    public async Task List_ByTypeStatusAndId_FindsThoseOnly()
    {
        await Client.StartAsync("a");
        await Client.StepAsync(Commands.Complete());
        await Client.StartAsync("b");
        await Client.StartAsync("it's", r => r.WorkflowType.Name = "Other");

        (await IdsAsync("")).ShouldBe(["it's", "b", "a"]);
        (await IdsAsync("ExecutionStatus = 'Running'")).ShouldBe(["it's", "b"]);
        (await IdsAsync("WorkflowType='Flow' AND ExecutionStatus='Completed'")).ShouldBe(["a"]);
        (await IdsAsync("WorkflowId = 'it''s'")).ShouldBe(["it's"]);

        async Task<string[]> IdsAsync(string query) =>
            [.. (await Client.ListAsync(query)).Executions.Select(e => e.Execution.WorkflowId)];
    }

    [Fact]
    public async Task Describe_OpenWorkflow_ShowsWhatIsPending()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Activity("a"), Commands.Child("child"));

        var answer = await Client.DescribeAsync("w");

        answer.PendingActivities.ShouldHaveSingleItem().State.ShouldBe(PendingActivityState.Scheduled);
        answer.PendingChildren.ShouldHaveSingleItem().WorkflowId.ShouldBe("child");
        answer.PendingWorkflowTask.State.ShouldBe(PendingWorkflowTaskState.Scheduled);
        answer.WorkflowExecutionInfo.HistoryLength.ShouldBe(8);
    }
}
