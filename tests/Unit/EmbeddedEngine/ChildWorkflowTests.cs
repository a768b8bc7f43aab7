using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class ChildWorkflowTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Child_Completes_ParentHears()
    {
        await Client.StartAsync("parent");
        await Client.StepAsync(Commands.Child("child"));
        (await Client.EventTypesAsync("parent"))[4..].ShouldBe(
            ["StartChildWorkflowExecutionInitiated", "ChildWorkflowExecutionStarted", "WorkflowTaskScheduled"]);
        await AnswerAsync("child", Commands.Complete("from child"));

        var completed = (await Client.HistoryAsync("parent"))
            .Single(e => e.EventType == EventType.ChildWorkflowExecutionCompleted).ChildWorkflowExecutionCompletedEventAttributes;

        completed.InitiatedEventId.ShouldBe(5);
        completed.StartedEventId.ShouldBe(6);
        Commands.TextOf(completed.Result).ShouldBe("from child");
        var started = (await Client.HistoryAsync("child"))[0].WorkflowExecutionStartedEventAttributes;
        started.ParentWorkflowExecution.WorkflowId.ShouldBe("parent");
        started.RootWorkflowExecution.WorkflowId.ShouldBe("parent");
    }

    [Fact]
    public async Task Child_IdTaken_ParentHearsOfTheFailure()
    {
        await Client.StartAsync("child");
        await Client.StepAsync();
        await Client.StartAsync("parent");
        await Client.StepAsync(Commands.Child("child"));

        (await Client.HistoryAsync("parent"))[5].StartChildWorkflowExecutionFailedEventAttributes.Cause
            .ShouldBe(StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists);
    }

    [Fact]
    public async Task Child_ContinuesAsNew_ParentHearsOnlyOfTheLastEnd()
    {
        await Client.StartAsync("parent");
        await Client.StepAsync(Commands.Child("child"));
        await AnswerAsync("child", Commands.ContinueAsNew("again"));
        (await Client.EventTypesAsync("parent")).ShouldNotContain("ChildWorkflowExecutionCompleted");
        await AnswerAsync("child", Commands.Fail(Commands.Application("in the end")));

        (await Client.HistoryAsync("parent")).Single(e => e.EventType == EventType.ChildWorkflowExecutionFailed)
            .ChildWorkflowExecutionFailedEventAttributes.Failure.Message.ShouldBe("in the end");
    }

    [Theory]
    [InlineData(ParentClosePolicy.Terminate, WorkflowExecutionStatus.Terminated, false)]
    [InlineData(ParentClosePolicy.Abandon, WorkflowExecutionStatus.Running, false)]
    [InlineData(ParentClosePolicy.RequestCancel, WorkflowExecutionStatus.Running, true)]
    public async Task Parent_Closes_ChildIsDealtWithAsAsked(ParentClosePolicy policy, WorkflowExecutionStatus expected, bool cancelRequested)
    {
        await Client.StartAsync("parent");
        await Client.StepAsync(Commands.Child("child", policy));
        await AnswerAsync("child");
        await Client.TerminateAsync("parent");

        (await Client.StatusAsync("child")).ShouldBe(expected);
        (await Client.DescribeAsync("child")).WorkflowExtendedInfo.CancelRequested.ShouldBe(cancelRequested);
    }

    [Fact]
    public async Task CronChild_RunEnds_NextBeginsAtItsTimeAndParentWaits()
    {
        await Client.StartAsync("parent");
        await Client.StepAsync(CronChild("@every 1h"));
        await Client.StepAsync();
        (await Client.HistoryAsync("parent"))[4].StartChildWorkflowExecutionInitiatedEventAttributes.CronSchedule.ShouldBe("@every 1h");
        (await Client.EventTypesAsync("child")).ShouldBe(["WorkflowExecutionStarted"]);

        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await Client.StepAsync(Commands.Complete("first"));
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        var second = await Client.PollWorkflowAsync();

        var started = second.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Commands.TextOf(started.LastCompletionResult).ShouldBe("first");
        started.ParentWorkflowExecution.WorkflowId.ShouldBe("parent");
        (await Client.EventTypesAsync("parent")).ShouldNotContain("ChildWorkflowExecutionCompleted");
        await Client.TerminateAsync("child");
        (await Client.EventTypesAsync("parent")).ShouldContain("ChildWorkflowExecutionTerminated");
    }

    [Fact]
    public async Task CronChild_ParentCloses_NoFurtherRunBegins()
    {
        await Client.StartAsync("parent");
        await Client.StepAsync(CronChild("@every 1h"));
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await AnswerAsync("child", Commands.Complete());

        await Client.SignalAsync("parent", "end");
        await AnswerAsync("parent", Commands.Complete());

        (await Client.StatusAsync("child")).ShouldBe(WorkflowExecutionStatus.Terminated);
        (await Client.ListAsync("WorkflowId = 'child'")).Executions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task CronChild_NotUnderstood_FailsTheTask()
    {
        await Client.StartAsync("parent");
        var task = await Client.PollWorkflowAsync();

        await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken, CronChild("often")));

        (await Client.HistoryAsync("parent")).Single(e => e.EventType == EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes.Cause.ShouldBe(WorkflowTaskFailedCause.BadStartChildExecutionAttributes);
    }

    [Fact]
    public async Task SignalOther_ReachesItAndIsConfirmed()
    {
        await Client.StartAsync("target");
        await Client.StepAsync();
        await Client.StartAsync("source");
        await Client.StepAsync(Commands.SignalOther("target", "hello"), Commands.SignalOther("nobody", "hello"));

        (await Client.HistoryAsync("target"))[4].WorkflowExecutionSignaledEventAttributes.ExternalWorkflowExecution.WorkflowId.ShouldBe("source");
        var types = await Client.EventTypesAsync("source");
        types.ShouldContain("ExternalWorkflowExecutionSignaled");
        types.ShouldContain("SignalExternalWorkflowExecutionFailed");
    }

    [Fact]
    public async Task CancelOther_AsksItAndIsConfirmed()
    {
        await Client.StartAsync("target");
        await Client.StepAsync();
        await Client.StartAsync("source");
        await Client.StepAsync(Commands.CancelOther("target"), Commands.CancelOther("nobody"));

        (await Client.EventTypesAsync("target")).ShouldContain("WorkflowExecutionCancelRequested");
        var types = await Client.EventTypesAsync("source");
        types.ShouldContain("ExternalWorkflowExecutionCancelRequested");
        types.ShouldContain("RequestCancelExternalWorkflowExecutionFailed");
    }

    private static Temporalio.Api.Command.V1.Command CronChild(string cron)
    {
        var command = Commands.Child("child");
        command.StartChildWorkflowExecutionCommandAttributes.CronSchedule = cron;
        return command;
    }

    /// <summary>Answers the next task of one workflow; tasks of others on the way are answered with nothing.</summary>
    private async Task AnswerAsync(string workflowId, params Temporalio.Api.Command.V1.Command[] commands)
    {
        while (true)
        {
            var task = await Client.PollWorkflowAsync();
            var isMeant = task.WorkflowExecution.WorkflowId == workflowId;
            await Client.CompleteTaskAsync(task.TaskToken, isMeant ? commands : []);
            if (isMeant)
            {
                return;
            }
        }
    }
}
