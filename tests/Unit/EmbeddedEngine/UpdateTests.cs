using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class UpdateTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Update_AcceptedAndCompleted_AnswersAndWritesBothEvents()
    {
        await StartIdleAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Completed);
        var task = await Client.PollWorkflowAsync();
        task.Messages[0].Id.ShouldBe("u1/request");
        task.Messages[0].EventId.ShouldBe(5);
        UpdateMessages.RequestOf(task).Input.Name.ShouldBe("change");
        (await Client.HistoryAsync("w")).Count.ShouldBe(4);

        await AnswerAsync(task, UpdateMessages.Accept(task), UpdateMessages.Answer("u1", "42"));

        var answer = await update;
        answer.Stage.ShouldBe(Stage.Completed);
        Commands.TextOf(answer.Outcome.Success).ShouldBe("42");
        var history = await Client.HistoryAsync("w");
        history.Skip(4).Select(e => e.EventType).ShouldBe(
        [
            EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
            EventType.WorkflowExecutionUpdateAccepted, EventType.WorkflowExecutionUpdateCompleted,
        ]);
        history[7].WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequestSequencingEventId.ShouldBe(5);
        history[7].WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest.Input.Name.ShouldBe("change");
        history[8].WorkflowExecutionUpdateCompletedEventAttributes.AcceptedEventId.ShouldBe(8);
    }

    [Fact]
    public async Task Update_Rejected_LeavesNothingInTheHistory()
    {
        await StartIdleAsync();
        var before = await Client.HistoryAsync("w");
        var update = Client.UpdateAsync("w", "u1", Stage.Accepted);
        var task = await Client.PollWorkflowAsync();

        var completion = await AnswerAsync(task, UpdateMessages.Reject(task, "not so"));

        completion.ResetHistoryEventId.ShouldBe(3);
        (await update).Outcome.Failure.Message.ShouldBe("not so");
        (await Client.HistoryAsync("w")).ShouldBe(before);
        fixture.Reopen();
        (await Client.HistoryAsync("w")).ShouldBe(before);
    }

    [Fact]
    public async Task Update_RejectedBehindEventsTheWorkerCannotTakeBack_WritesTheTaskOnly()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        var update = Client.UpdateAsync("w", "u1", Stage.Accepted);
        var task = await Client.PollWorkflowAsync();

        var completion = await AnswerAsync(task, UpdateMessages.Reject(task, "not so"));

        completion.ResetHistoryEventId.ShouldBe(0);
        (await update).Outcome.Failure.Message.ShouldBe("not so");
        (await Client.EventTypesAsync("w")).Skip(5).ShouldBe(["WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskCompleted"]);
    }

    [Fact]
    public async Task Update_WaitForAccepted_AnswersBeforeTheOutcomeAndPollGetsIt()
    {
        await StartIdleAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Accepted);
        var task = await Client.PollWorkflowAsync();
        await AnswerAsync(task, UpdateMessages.Accept(task));
        (await update).Stage.ShouldBe(Stage.Accepted);
        (await update).Outcome.ShouldBeNull();
        var poll = Client.PollUpdateAsync("w", "u1");

        await Client.SignalAsync("w", "go");
        var next = await Client.PollWorkflowAsync();
        next.Messages.ShouldBeEmpty();
        await AnswerAsync(next, UpdateMessages.Answer("u1", "late"));

        Commands.TextOf((await poll).Outcome.Success).ShouldBe("late");
    }

    [Fact]
    public async Task Update_SameIdAgain_IsTheSameUpdate()
    {
        await StartIdleAsync();
        var first = Client.UpdateAsync("w", "u1", Stage.Completed);
        var task = await Client.PollWorkflowAsync();
        var second = Client.UpdateAsync("w", "u1", Stage.Completed);
        await AnswerAsync(task, UpdateMessages.Accept(task), UpdateMessages.Answer("u1", "once"));

        Commands.TextOf((await first).Outcome.Success).ShouldBe("once");
        Commands.TextOf((await second).Outcome.Success).ShouldBe("once");
        fixture.Reopen();
        Commands.TextOf((await Client.UpdateAsync("w", "u1", Stage.Completed)).Outcome.Success).ShouldBe("once");
    }

    [Fact]
    public async Task Update_DuringStartedTask_ComesWithTheNextAndClosingOverItFails()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Completed);
        await Client.DescribeNamespaceForOrderAsync();

        var failure = await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken, Commands.Complete()));

        failure.Message.ShouldContain("UnhandledCommand");
        var retry = await Client.PollWorkflowAsync();
        await AnswerAsync(retry, UpdateMessages.Accept(retry), UpdateMessages.Answer("u1", "in time"));
        Commands.TextOf((await update).Outcome.Success).ShouldBe("in time");
    }

    [Fact]
    public async Task Update_WorkerFailsTheSpeculativeTask_TaskIsWrittenAndTheRequestComesAgain()
    {
        await StartIdleAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Completed);
        var task = await Client.PollWorkflowAsync();
        await Client.FailTaskAsync(task.TaskToken);
        (await Client.EventTypesAsync("w")).Skip(4).ShouldBe(["WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskFailed"]);

        var retry = await Client.PollWorkflowAsync();
        retry.Attempt.ShouldBe(2);
        await AnswerAsync(retry, UpdateMessages.Accept(retry), UpdateMessages.Answer("u1", "ok"));

        (await update).Stage.ShouldBe(Stage.Completed);
    }

    [Fact]
    public async Task Signal_WhileSpeculativeTaskWaits_PutsTheTaskIntoTheHistoryFirst()
    {
        await StartIdleAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Accepted);
        await Client.DescribeNamespaceForOrderAsync();
        await Client.SignalAsync("w", "go");
        var task = await Client.PollWorkflowAsync();
        (await Client.EventTypesAsync("w")).Skip(4).ShouldBe(["WorkflowTaskScheduled", "WorkflowExecutionSignaled", "WorkflowTaskStarted"]);

        await AnswerAsync(task, UpdateMessages.Reject(task, "no"));

        (await update).Outcome.Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task Update_WorkerIgnoresIt_IsRejected()
    {
        await StartIdleAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Completed);
        await Client.StepAsync();

        (await update).Outcome.Failure.ApplicationFailureInfo.Type.ShouldBe("UnprocessedUpdate");
    }

    [Fact]
    public async Task Update_WorkflowEndsBeforeTheOutcome_FailsTheAcceptedAndRefusesNewOnes()
    {
        await StartIdleAsync();
        var update = Client.UpdateAsync("w", "u1", Stage.Completed);
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(
            task.TaskToken,
            r => r.Messages.Add(UpdateMessages.Accept(task)),
            UpdateMessages.Place(UpdateMessages.Accept(task)),
            Commands.Complete());

        (await update).Outcome.Failure.ApplicationFailureInfo.Type.ShouldBe("AcceptedUpdateCompletedWorkflow");
        (await Client.UpdateAsync("w", "u1", Stage.Completed)).Outcome.Failure.ShouldNotBeNull();
        var refused = await Should.ThrowAsync<RpcException>(() => Client.UpdateAsync("w", "u2", Stage.Accepted));
        refused.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Update_WorkflowContinuesAsNew_GoesToTheNextRun()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, r => r.ForceCreateNewWorkflowTask = true);
        var held = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(held.TaskToken);
        var update = Client.UpdateAsync("w", "u1", Stage.Completed);
        var carrying = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(carrying.TaskToken, Commands.ContinueAsNew("next"));

        var next = await Client.PollWorkflowAsync();
        await AnswerAsync(next, UpdateMessages.Accept(next), UpdateMessages.Answer("u1", "second run"));

        (await update).UpdateRef.WorkflowExecution.RunId.ShouldBe(next.WorkflowExecution.RunId);
    }

    [Fact]
    public async Task Complete_OutcomeOfUnknownUpdate_FailsTheTask()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();

        var failure = await Should.ThrowAsync<RpcException>(() => AnswerAsync(task, UpdateMessages.Answer("nobody", "x")));

        failure.Message.ShouldContain("BadUpdateWorkflowExecutionMessage");
    }

    [Fact]
    public async Task UpdateWithStart_NoneRunning_StartsAndUpdatesInTheFirstTask()
    {
        var call = Client.UpdateWithStartAsync("w", "u1");
        var task = await Client.PollWorkflowAsync();
        await AnswerAsync(task, UpdateMessages.Accept(task), UpdateMessages.Answer("u1", "both"));

        var answer = await call;

        answer.Responses[0].StartWorkflow.Started.ShouldBeTrue();
        Commands.TextOf(answer.Responses[1].UpdateWorkflow.Outcome.Success).ShouldBe("both");
    }

    [Fact]
    public async Task Update_PeerWaitsNoLonger_AnswersTheStageReached()
    {
        await StartIdleAsync();
        var hasty = new RawClient(fixture.Server.ServiceWithin(TimeSpan.FromMilliseconds(50)));

        var answer = await hasty.UpdateAsync("w", "u1", Stage.Completed);

        answer.Stage.ShouldBe(Stage.Admitted);
        answer.Outcome.ShouldBeNull();
    }

    private async Task StartIdleAsync()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
    }

    private Task<RespondWorkflowTaskCompletedResponse> AnswerAsync(
        PollWorkflowTaskQueueResponse task, params Temporalio.Api.Protocol.V1.Message[] messages) =>
        Client.CompleteTaskAsync(task.TaskToken, r => r.Messages.AddRange(messages));
}
