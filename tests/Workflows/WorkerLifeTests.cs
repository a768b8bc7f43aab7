using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary>How a worker fills its slots, stops, and reports what it cannot do.</summary>
public sealed class WorkerLifeTests : IDisposable
{
    private const string TooLarge = "grpc: received message larger than max (5000000 vs. 4194304)";
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

    [Fact]
    public async Task Worker_TunerOfTwoActivities_RunsTwoAtOnceAndNeverThree()
    {
        var options = Worker();
        options.Tuner = WorkerTuner.CreateFixedSize(1, 2, 1);
        activities.GateOpensAt = 2;

        await host.WithWorkerAsync(options, () => host.Client.ExecuteWorkflowAsync((GateWorkflow w) => w.RunAsync(7), EngineHost.Start()))
            .WaitAsync(Patience);

        activities.MostAtOnce.ShouldBe(2);
    }

    [Fact]
    public async Task WorkflowTask_FailsAgain_TheWaitBeforeTheReportTakesNoSlot()
    {
        var (client, calls) = host.Watch();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Before = request =>
        {
            if (request is not RespondWorkflowTaskFailedRequest || calls.Requests<RespondWorkflowTaskFailedRequest>().Count < 2)
            {
                return Task.CompletedTask;
            }

            second.TrySetResult();
            return gate.Task;
        };
        var options = EngineHost.Worker(null, typeof(BrokenWorkflow), typeof(GateWorkflow));
        options.MaxConcurrentWorkflowTasks = 1;
        using var worker = new TemporalWorker(client, options);

        await worker.ExecuteAsync(async () =>
        {
            var broken = await client.StartWorkflowAsync((BrokenWorkflow w) => w.RunAsync(), EngineHost.Start("broken"));
            await second.Task;
            await client.ExecuteWorkflowAsync((GateWorkflow w) => w.RunAsync(0), EngineHost.Start("sound"));
            gate.SetResult();
            await broken.TerminateAsync();
        }).WaitAsync(Patience);

        // Only the first failure of a task is in its history.
        var history = await client.GetWorkflowHandle("broken").FetchHistoryAsync();
        history.Events.Count(e => e.EventType == EventType.WorkflowTaskFailed).ShouldBe(1);
    }

    [Fact]
    public async Task WorkflowTask_AnswerLargerThanTheServiceTakes_FailsSayingSo()
    {
        var (client, calls) = host.Watch();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Before = request =>
        {
            if (request is RespondWorkflowTaskFailedRequest)
            {
                failed.TrySetResult();
            }

            return request is RespondWorkflowTaskCompletedRequest ? throw new RpcException(RpcException.StatusCode.ResourceExhausted, TooLarge, null) : Task.CompletedTask;
        };
        using var worker = new TemporalWorker(client, EngineHost.Worker(null, typeof(CountDownWorkflow)));

        await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync((CountDownWorkflow w) => w.RunAsync(1, string.Empty), EngineHost.Start());
            await failed.Task;
            await handle.TerminateAsync();
        }).WaitAsync(Patience);

        var report = calls.Requests<RespondWorkflowTaskFailedRequest>()[0];
        report.Cause.ShouldBe(WorkflowTaskFailedCause.GrpcMessageTooLarge);
        report.Failure.Message.ShouldContain("pass references in place of data");
    }

    [Fact]
    public async Task Activity_ResultLargerThanTheServiceTakes_FailsForGoodSayingSo()
    {
        var (client, calls) = host.Watch();
        calls.Before = request => request is RespondActivityTaskCompletedRequest
            ? throw new RpcException(RpcException.StatusCode.ResourceExhausted, TooLarge, null)
            : Task.CompletedTask;
        activities.GateOpensAt = 1;
        using var worker = new TemporalWorker(client, Worker());

        var failure = await Should.ThrowAsync<WorkflowFailedException>(() => worker.ExecuteAsync(
            () => client.ExecuteWorkflowAsync((GateWorkflow w) => w.RunAsync(1), EngineHost.Start())).WaitAsync(Patience));

        var cause = failure.InnerException.ShouldBeOfType<ActivityFailureException>().InnerException.ShouldBeOfType<ApplicationFailureException>();
        cause.ErrorType.ShouldBe("GrpcMessageTooLarge");
        cause.Message.ShouldContain("pass a reference in place of data");
        calls.Requests<RespondActivityTaskCompletedRequest>().Count.ShouldBe(1);
    }

    private TemporalWorkerOptions Worker() => EngineHost.Worker(activities, typeof(GateWorkflow));

    [Workflow]
    public sealed class GateWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(int count) => Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(_ => Workflow.ExecuteActivityAsync(
            (GateActivities a) => a.PassAsync(), new() { StartToCloseTimeout = TimeSpan.FromHours(1) })));
    }

    [Workflow]
    public sealed class BrokenWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new InvalidOperationException("a bug that stays");
    }

    /// <summary>An activity that waits at a gate and notes what it is told meanwhile.</summary>
    public sealed class GateActivities
    {
        private readonly Lock sync = new();
        private int running;

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when a running activity hears that its worker stops.</summary>
        public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The gate opens once so many wait at it.</summary>
        public int GateOpensAt { get; set; } = int.MaxValue;

        public int MostAtOnce { get; private set; }

        public ActivityCancelReason Reason { get; private set; }

        [Activity]
        public async Task PassAsync()
        {
            var context = ActivityExecutionContext.Current;
            using var told = context.WorkerShutdownToken.Register(() => Told.TrySetResult());
            lock (sync)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++running);
                if (running >= GateOpensAt)
                {
                    Gate.TrySetResult();
                }
            }

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
            finally
            {
                lock (sync)
                {
                    running--;
                }
            }
        }
    }
}
