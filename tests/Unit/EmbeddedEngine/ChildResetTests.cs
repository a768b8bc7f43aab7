using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Resets of a parent whose children run, and of a child whose parent waits.</summary>
public sealed class ChildResetTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Reset_ChildPendingAtThePoint_GoesOnAndReportsToTheNewRun()
    {
        await StartFamilyAsync();
        var child = await Client.StatusAsync("child");

        var runId = await ResetAsync("parent", 9);
        fixture.Reopen();
        await AnswerAsync("child", Commands.Complete("kept"));

        child.ShouldBe(WorkflowExecutionStatus.Running);
        var completed = await SingleAsync(runId, EventType.ChildWorkflowExecutionCompleted);
        Commands.TextOf(completed.ChildWorkflowExecutionCompletedEventAttributes.Result).ShouldBe("kept");
        completed.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId.ShouldBe(6);
        await AnswerAsync("parent", Commands.Complete());
        (await Client.StatusAsync("parent")).ShouldBe(WorkflowExecutionStatus.Completed);
    }

    [Fact]
    public async Task Reset_Twice_ChildReportsToTheLastRun()
    {
        await StartFamilyAsync();
        await ResetAsync("parent", 9);

        var runId = await ResetAsync("parent", 9);
        await AnswerAsync("child", Commands.Complete("kept"));

        (await SingleAsync(runId, EventType.ChildWorkflowExecutionCompleted)).EventId.ShouldBeGreaterThan(9);
    }

    [Fact]
    public async Task Reset_ChildEndedBehindThePoint_ItsEndIsTold()
    {
        await StartFamilyAsync();
        await AnswerAsync("child", Commands.Complete("early"));

        var runId = await ResetAsync("parent", 9);

        var completed = await SingleAsync(runId, EventType.ChildWorkflowExecutionCompleted);
        Commands.TextOf(completed.ChildWorkflowExecutionCompletedEventAttributes.Result).ShouldBe("early");
    }

    [Fact]
    public async Task Reset_ChildEndedAfterItsParent_ItsEndIsTold()
    {
        await StartFamilyAsync(ParentClosePolicy.Abandon);
        await Client.TerminateAsync("parent");
        await AnswerAsync("child", Commands.Fail(Commands.Application("late")));

        var runId = await ResetAsync("parent", 9);

        var failed = await SingleAsync(runId, EventType.ChildWorkflowExecutionFailed);
        failed.ChildWorkflowExecutionFailedEventAttributes.Failure.Message.ShouldBe("late");
    }

    [Fact]
    public async Task Reset_ChildStartRecordedBehindThePoint_IsTakenOver()
    {
        await Client.StartAsync("parent");
        var task = await Client.PollWorkflowAsync();
        await Client.SignalAsync("parent", "go");
        var answer = await Client.CompleteTaskAsync(task.TaskToken, r => r.ReturnNewWorkflowTask = true, Commands.Child("child"));
        await Client.CompleteTaskAsync(answer.WorkflowTask.TaskToken);
        var finish = (await Client.HistoryAsync("parent")).Last(e => e.EventType == EventType.WorkflowTaskCompleted).EventId;

        var runId = await ResetAsync("parent", finish);
        await AnswerAsync("child", Commands.Complete("kept"));

        var started = await SingleAsync(runId, EventType.ChildWorkflowExecutionStarted);
        started.EventId.ShouldBeGreaterThan(finish);
        (await SingleAsync(runId, EventType.ChildWorkflowExecutionCompleted)).ChildWorkflowExecutionCompletedEventAttributes.StartedEventId
            .ShouldBe(started.EventId);
    }

    [Fact]
    public async Task Reset_ChildStartedBehindThePoint_IsDealtWithByItsPolicyAndMayBeStartedAnew()
    {
        await StartFamilyAsync();
        var first = (await Client.DescribeAsync("child")).WorkflowExecutionInfo.Execution.RunId;

        await ResetAsync("parent", 4);
        await AnswerAsync("parent", Commands.Child("child"));

        (await Client.StatusAsync("child", first)).ShouldBe(WorkflowExecutionStatus.Terminated);
        (await Client.StatusAsync("child")).ShouldBe(WorkflowExecutionStatus.Running);
        (await Client.EventTypesAsync("parent")).ShouldNotContain("StartChildWorkflowExecutionFailed");
    }

    [Fact]
    public async Task Reset_NewRunEnds_ChildIsDealtWithByItsPolicy()
    {
        await StartFamilyAsync();
        await ResetAsync("parent", 9);

        await AnswerAsync("parent", Commands.Complete());

        (await Client.StatusAsync("child")).ShouldBe(WorkflowExecutionStatus.Terminated);
    }

    [Fact]
    public async Task Reset_OfAChild_ParentWaitsForTheNewRun()
    {
        await StartFamilyAsync();
        await AnswerAsync("child", Commands.Timer("t", TimeSpan.FromHours(1)));

        await ResetAsync("child", 4);
        (await Client.EventTypesAsync("parent")).ShouldNotContain("ChildWorkflowExecutionTerminated");
        await AnswerAsync("child", Commands.Complete("second"));

        (await Client.EventTypesAsync("parent")).ShouldContain("ChildWorkflowExecutionCompleted");
    }

    /// <summary>A parent with a running child: child initiated by event 5, its start 6, a further task of the parent from 7 to 9.</summary>
    private async Task StartFamilyAsync(ParentClosePolicy policy = ParentClosePolicy.Terminate)
    {
        await Client.StartAsync("parent");
        await Client.StepAsync(Commands.Child("child", policy));
        await AnswerAsync("parent");
    }

    private async Task<HistoryEvent> SingleAsync(string runId, EventType type) =>
        (await Client.HistoryAsync("parent", runId)).Single(e => e.EventType == type);

    private async Task<string> ResetAsync(string workflowId, long finish) => (await Client.Service.ResetWorkflowExecutionAsync(new()
    {
        Namespace = "default",
        WorkflowExecution = new() { WorkflowId = workflowId },
        WorkflowTaskFinishEventId = finish,
        RequestId = Guid.NewGuid().ToString(),
    })).RunId;

    /// <summary>Answers the next task of one workflow; tasks of others on the way are answered with nothing.</summary>
    private async Task AnswerAsync(string workflowId, params Command[] commands)
    {
        while (await Client.PollWorkflowAsync() is var task)
        {
            var isMeant = task.WorkflowExecution.WorkflowId == workflowId;
            await Client.CompleteTaskAsync(task.TaskToken, isMeant ? commands : []);
            if (isMeant)
            {
                return;
            }
        }
    }
}
