using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Cron, reset, retention and limits: what befalls runs over time.</summary>
public sealed class LongLivedRunTests : IDisposable
{
    private readonly ServerFixture fixture = new(change: o => o with { Retention = TimeSpan.FromDays(7), HistoryEventLimit = 60 });

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Cron_RunEnds_TheNextBeginsAtItsTime()
    {
        await Client.StartAsync("w", r => r.CronSchedule = "0 10 * * *");
        (await Client.EventTypesAsync("w")).ShouldBe(["WorkflowExecutionStarted"]);
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        await Client.StepAsync(Commands.Complete("first"));
        await fixture.AdvanceAsync(TimeSpan.FromHours(23));
        (await Client.EventTypesAsync("w")).ShouldBe(["WorkflowExecutionStarted"]);

        await fixture.AdvanceAsync(TimeSpan.FromHours(1));

        var started = (await Client.PollWorkflowAsync()).History.Events[0].WorkflowExecutionStartedEventAttributes;
        started.Initiator.ShouldBe(ContinueAsNewInitiator.CronSchedule);
        Commands.TextOf(started.LastCompletionResult).ShouldBe("first");
    }

    [Fact]
    public async Task Cron_RunFails_TheNextHearsOfItAndKeepsTheLastResult()
    {
        await Client.StartAsync("w", r => r.CronSchedule = "@every 60s");
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Client.StepAsync(Commands.Complete("good"));
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Client.StepAsync(Commands.Fail(Commands.Application("broken")));
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));

        var started = (await Client.PollWorkflowAsync()).History.Events[0].WorkflowExecutionStartedEventAttributes;

        started.ContinuedFailure.Message.ShouldBe("broken");
        Commands.TextOf(started.LastCompletionResult).ShouldBe("good");
    }

    [Fact]
    public async Task Cron_NotUnderstood_IsRefused() =>
        (await Should.ThrowAsync<RpcException>(() => Client.StartAsync("w", r => r.CronSchedule = "often"))).StatusCode
            .ShouldBe(StatusCode.InvalidArgument);

    [Fact]
    public async Task Reset_ToTheFirstTask_GoesOnFromThereWithLaterSignals()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await Client.SignalAsync("w", "kept");
        await Client.StepAsync(Commands.Complete("wrong"));

        var answer = await ResetAsync("w", 4);

        (await Client.EventTypesAsync("w", answer)).ShouldBe(
        [
            "WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskFailed", "WorkflowExecutionSignaled",
            "WorkflowTaskScheduled",
        ]);
        var failed = (await Client.HistoryAsync("w", answer))[3].WorkflowTaskFailedEventAttributes;
        failed.Cause.ShouldBe(WorkflowTaskFailedCause.ResetWorkflow);
        failed.NewRunId.ShouldBe(answer);
        await Client.StepAsync(Commands.Complete("right"));
        Commands.TextOf((await Client.EndAsync("w")).WorkflowExecutionCompletedEventAttributes.Result).ShouldBe("right");
    }

    [Fact]
    public async Task Reset_OpenRunWithAPendingActivity_TerminatesItAndSchedulesTheActivityAnew()
    {
        var old = await Client.StartAsync("w");
        await Client.StepAsync(Commands.Activity("a", a => a.ScheduleToCloseTimeout = new() { Seconds = 3600 }));
        await Client.PollActivityAsync();
        await Client.SignalAsync("w", "go");
        await Client.StepAsync();
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(50));

        var answer = await ResetAsync("w", 9);

        (await Client.StatusAsync("w", old)).ShouldBe(WorkflowExecutionStatus.Terminated);
        fixture.Reopen();
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(20));
        var activity = await Client.PollActivityAsync();
        activity.WorkflowExecution.RunId.ShouldBe(answer);
        await Client.CompleteActivityAsync(activity.TaskToken);
        (await Client.EventTypesAsync("w", answer)).ShouldContain("ActivityTaskCompleted");
    }

    [Fact]
    public async Task Reset_BeforeAnAcceptedUpdate_AdmitsItAgainByItsEvent()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();
        var update = Client.UpdateAsync("w", "u1", UpdateWorkflowExecutionLifecycleStage.Completed);
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(
            task.TaskToken, r => r.Messages.AddRange([UpdateMessages.Accept(task), UpdateMessages.Answer("u1", "first")]));
        await update;

        var answer = await ResetAsync("w", 4);

        var again = await Client.PollWorkflowAsync();
        again.Messages.ShouldBeEmpty();
        again.History.Events[4].WorkflowExecutionUpdateAdmittedEventAttributes.Request.Meta.UpdateId.ShouldBe("u1");
        await Client.CompleteTaskAsync(
            again.TaskToken, r => r.Messages.AddRange([UpdateMessages.Accept(task), UpdateMessages.Answer("u1", "second")]));
        var accepted = (await Client.HistoryAsync("w", answer)).Single(e => e.EventType == EventType.WorkflowExecutionUpdateAccepted);
        accepted.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequestSequencingEventId.ShouldBe(5);
        Commands.TextOf((await Client.PollUpdateAsync("w", "u1")).Outcome.Success).ShouldBe("second");
    }

    [Fact]
    public async Task Reset_BehindNoTask_IsRefused()
    {
        await Client.StartAsync("w");
        await Client.StepAsync();

        (await Should.ThrowAsync<RpcException>(() => ResetAsync("w", 2))).StatusCode.ShouldBe(StatusCode.InvalidArgument);
        (await Client.StatusAsync("w")).ShouldBe(WorkflowExecutionStatus.Running);
    }

    [Fact]
    public async Task Retention_Over_ClosedRunsGoAndOpenOnesStay()
    {
        await Client.StartAsync("closed");
        await Client.TerminateAsync("closed");
        await Client.StartAsync("open");
        await fixture.AdvanceAsync(TimeSpan.FromDays(6));
        (await Client.ListAsync("")).Executions.Count.ShouldBe(2);

        await fixture.AdvanceAsync(TimeSpan.FromDays(2));

        (await Client.ListAsync("")).Executions.ShouldHaveSingleItem().Execution.WorkflowId.ShouldBe("open");
        (await Should.ThrowAsync<RpcException>(() => Client.DescribeAsync("closed"))).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task History_BeyondTheLimit_RunIsTerminatedWithTheReason()
    {
        await Client.StartAsync("w");
        for (var i = 0; i < 70 && await Client.StatusAsync("w") == WorkflowExecutionStatus.Running; i++)
        {
            await Client.SignalAsync("w", "again");
        }

        var end = await Client.EndAsync("w");

        end.WorkflowExecutionTerminatedEventAttributes.Reason.ShouldBe("Workflow history count exceeds limit.");
        end.EventId.ShouldBe(61);
    }

    private async Task<string> ResetAsync(string workflowId, long finish) => (await Client.Service.ResetWorkflowExecutionAsync(new()
    {
        Namespace = "default",
        WorkflowExecution = new() { WorkflowId = workflowId },
        Reason = "mistaken",
        WorkflowTaskFinishEventId = finish,
        RequestId = Guid.NewGuid().ToString(),
    })).RunId;
}
