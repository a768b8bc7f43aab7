using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class ServiceCallTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task SignalWithStart_NoneRunning_SignalStandsBeforeTheFirstTask()
    {
        var answer = await Client.SignalWithStartAsync("w", "go");

        answer.Started.ShouldBeTrue();
        (await Client.EventTypesAsync("w")).ShouldBe(["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"]);
    }

    [Fact]
    public async Task SignalWithStart_OneRunning_IsSignaledOnly()
    {
        var runId = await Client.StartAsync("w");

        var answer = await Client.SignalWithStartAsync("w", "go");

        answer.Started.ShouldBeFalse();
        answer.RunId.ShouldBe(runId);
        (await Client.EventTypesAsync("w")).ShouldContain("WorkflowExecutionSignaled");
    }

    [Fact]
    public async Task SignalWithStart_StartPutOff_TheSignalWaitsWithIt()
    {
        await Client.SignalWithStartAsync("w", "go", r => r.WorkflowStartDelay = new() { Seconds = 3600 });
        (await Client.EventTypesAsync("w")).ShouldBe(["WorkflowExecutionStarted", "WorkflowExecutionSignaled"]);

        await fixture.AdvanceAsync(TimeSpan.FromHours(1));

        (await Client.PollWorkflowAsync()).History.Events.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Polls_PeerWaitsNoLonger_AnswerEmpty()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        var hasty = new RawClient(fixture.Server.ServiceWithin(TimeSpan.FromMilliseconds(50)));

        (await hasty.PollWorkflowAsync()).TaskToken.ShouldBeEmpty();
        (await hasty.PollActivityAsync()).TaskToken.ShouldBeEmpty();
        var page = await hasty.HistoryPageAsync("w", r => (r.WaitNewEvent, r.HistoryEventFilterType) = (true, HistoryEventFilterType.CloseEvent));
        page.History.Events.ShouldBeEmpty();
        page.NextPageToken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Polls_EndedEmpty_TakeNoTask()
    {
        var hasty = new RawClient(fixture.Server.ServiceWithin(TimeSpan.FromMilliseconds(20)));
        await hasty.PollWorkflowAsync();
        await Client.StartAsync("w");

        (await Client.PollWorkflowAsync()).WorkflowExecution.WorkflowId.ShouldBe("w");
    }

    [Fact]
    public async Task ActivityById_StartedActivity_IsCompleted()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Activity("a"));
        await Client.PollActivityAsync();

        (await Client.Service.RecordActivityTaskHeartbeatByIdAsync(
            new() { Namespace = "default", WorkflowId = "w", ActivityId = "a", Details = Commands.Text("half") })).CancelRequested.ShouldBeFalse();
        await Client.Service.RespondActivityTaskCompletedByIdAsync(
            new() { Namespace = "default", WorkflowId = "w", ActivityId = "a", Result = Commands.Text("ok") });

        (await Client.EventTypesAsync("w")).ShouldContain("ActivityTaskCompleted");
        var again = await Should.ThrowAsync<RpcException>(() => Client.Service.RespondActivityTaskFailedByIdAsync(
            new() { Namespace = "default", WorkflowId = "w", ActivityId = "a", Failure = Commands.Application("late") }));
        again.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task HistoryReverse_Paged_ComesWholeFromTheEnd()
    {
        await Client.StartAsync("w");
        await Client.StepAsync(Commands.Complete());
        var ids = new List<long>();
        var token = Google.Protobuf.ByteString.Empty;
        do
        {
            var page = await Client.Service.GetWorkflowExecutionHistoryReverseAsync(
                new() { Namespace = "default", Execution = new() { WorkflowId = "w" }, MaximumPageSize = 2, NextPageToken = token });
            ids.AddRange(page.History.Events.Select(e => e.EventId));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);

        ids.ShouldBe([5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task ShutdownWorker_StickyQueue_TaskGoesToTheNormalQueue()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, r => r.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = RawClient.Sticky, Kind = TaskQueueKind.Sticky },
            ScheduleToStartTimeout = new() { Seconds = 10 },
        });
        await Client.Service.ShutdownWorkerAsync(new() { Namespace = "default", StickyTaskQueue = RawClient.Sticky });
        await Client.SignalAsync("w", "go");

        var next = await Client.PollWorkflowAsync();

        next.History.Events[0].EventId.ShouldBe(1);
    }

    [Fact]
    public async Task DescribeTaskQueue_WorkerHasPolled_NamesIt()
    {
        await Client.StartAsync("w");
        await Client.PollWorkflowAsync();
        await Client.StartAsync("w2");

        var queue = await Client.Service.DescribeTaskQueueAsync(
            new() { Namespace = "default", TaskQueue = new() { Name = RawClient.Queue }, TaskQueueType = TaskQueueType.Workflow });

        queue.Pollers.ShouldHaveSingleItem().Identity.ShouldBe("worker");
        queue.Stats.ApproximateBacklogCount.ShouldBe(1);
    }

    [Fact]
    public async Task RegisterNamespace_Unserved_IsUnimplementedWithASentence()
    {
        var failure = await Should.ThrowAsync<RpcException>(() => Client.Service.RegisterNamespaceAsync(new() { Namespace = "other" }));

        failure.StatusCode.ShouldBe(StatusCode.Unimplemented);
        failure.Message.ShouldContain("RegisterNamespace");
        (await Client.Service.ListNamespacesAsync(new())).Namespaces.ShouldHaveSingleItem().NamespaceInfo.Name.ShouldBe("default");
    }
}
