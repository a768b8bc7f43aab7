using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary>How a worker of the package stops on the embedded service.</summary>
public sealed class WorkerLifeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EngineHost host = new();
    private readonly GateActivities activities = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Worker_Stops_TellsTheServiceWhichRunsAreFreeAndAsksForNoMore()
    {
        var (client, calls) = host.Watch();
        using (var worker = new TemporalWorker(client, EngineHost.Worker(null, typeof(CollectWorkflow))))
        {
            await worker.ExecuteAsync(async () =>
            {
                var handle = await client.StartWorkflowAsync((CollectWorkflow w) => w.RunAsync(), EngineHost.Start());
                await handle.QueryAsync(w => w.Sum);
            }).WaitAsync(Patience);
        }

        var sticky = calls.Requests<RespondWorkflowTaskCompletedRequest>()[0].StickyAttributes.WorkerTaskQueue.Name;
        calls.Requests<ShutdownWorkerRequest>().ShouldHaveSingleItem().StickyTaskQueue.ShouldBe(sticky);
    }

    [Fact]
    public async Task Worker_StopsWithGrace_RunningActivityIsToldAndMayEnd()
    {
        var options = Worker();
        options.GracefulShutdownTimeout = TimeSpan.FromHours(1);
        var handle = await host.Client.StartWorkflowAsync((GateWorkflow w) => w.RunAsync(1), EngineHost.Start());

        var stopping = host.WithWorkerAsync(options, () => activities.Begun.Task);
        await activities.Told.Task.WaitAsync(Patience);
        stopping.IsCompleted.ShouldBeFalse();
        activities.Gate.SetResult();
        await stopping.WaitAsync(Patience);

        (await handle.FetchHistoryAsync()).Events.ShouldContain(e => e.EventType == EventType.ActivityTaskCompleted);
    }

    [Fact]
    public async Task Worker_StopsAndTheGraceIsOver_RunningActivityIsCancelled()
    {
        var options = Worker();
        options.GracefulShutdownTimeout = TimeSpan.FromMilliseconds(20);
        await host.Client.StartWorkflowAsync((GateWorkflow w) => w.RunAsync(1), EngineHost.Start());

        await host.WithWorkerAsync(options, () => activities.Begun.Task).WaitAsync(Patience);

        activities.Reason.ShouldBe(ActivityCancelReason.WorkerShutdown);
        activities.Told.Task.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private TemporalWorkerOptions Worker() => EngineHost.Worker(activities, typeof(GateWorkflow));

    [Workflow]
    public sealed class GateWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(int count) => Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(_ => Workflow.ExecuteActivityAsync(
            (GateActivities a) => a.PassAsync(), new() { StartToCloseTimeout = TimeSpan.FromHours(1) })));
    }

    /// <summary>An activity that waits at a gate and notes what it is told meanwhile.</summary>
    public sealed class GateActivities
    {
        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when a running activity hears that its worker stops.</summary>
        public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ActivityCancelReason Reason { get; private set; }

        [Activity]
        public async Task PassAsync()
        {
            var context = ActivityExecutionContext.Current;
            using var told = context.WorkerShutdownToken.Register(() => Told.TrySetResult());
            Begun.TrySetResult();
            try
            {
                await Gate.Task.WaitAsync(context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                Reason = context.CancelReason;
                throw;
            }
        }
    }
}
