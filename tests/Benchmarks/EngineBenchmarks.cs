using Assay.Tests.Support;
using BenchmarkDotNet.Attributes;
using LocalTemporal;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Assay.Benchmarks;

/// <summary>Durable activities per second on the embedded engine, every commit fsynced.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private const int Activities = 5_000;
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stopping = new();
    private LocalTemporalServer server = null!;
    private TemporalClient client = null!;
    private TemporalWorker worker = null!;
    private Task working = null!;
    private int started;

    [GlobalSetup]
    public void Prepare()
    {
        server = LocalTemporalServer.Open(new LocalTemporalOptions { HistoryFile = folder.File("history.db") });
        client = new TemporalClient(new WorkflowServiceConnection(server.Service), new TemporalClientOptions { Namespace = server.Namespace });
        worker = new TemporalWorker(client, new TemporalWorkerOptions("bench").AddWorkflow<FanOut>().AddActivity(FanOut.NothingAsync));
        working = worker.ExecuteAsync(stopping.Token);
    }

    [GlobalCleanup]
    public async Task LeaveAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await working;
        }
        catch (OperationCanceledException)
        {
            // This is how a worker that was told to stop ends.
        }

        worker.Dispose();
        await server.DisposeAsync();
        stopping.Dispose();
        folder.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Activities, Description = "one workflow, 5,000 activities, window 1,000")]
    public Task OneWorkflowAsync() => client.ExecuteWorkflowAsync(
        (FanOut workflow) => workflow.RunAsync(Activities, 1_000), new WorkflowOptions($"one-{++started}", "bench"));

    [Benchmark(OperationsPerInvoke = Activities, Description = "200 workflows of 25 activities")]
    public Task ManyWorkflowsAsync() => Task.WhenAll(Enumerable.Range(0, 200).Select(i => client.ExecuteWorkflowAsync(
        (FanOut workflow) => workflow.RunAsync(25, 25), new WorkflowOptions($"many-{++started}-{i}", "bench"))));
}

/// <summary>Runs activities that do nothing, so many at a time.</summary>
[Workflow]
public class FanOut
{
    [Activity]
    public static Task NothingAsync() => Task.CompletedTask;

    [WorkflowRun]
    public async Task RunAsync(int count, int window)
    {
        var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
        var open = new List<Task>(window);
        for (var i = 0; i < count; i++)
        {
            if (open.Count == window)
            {
                await Workflow.WhenAllAsync(open);
                open.Clear();
            }

            open.Add(Workflow.ExecuteActivityAsync(() => NothingAsync(), options));
        }

        await Workflow.WhenAllAsync(open);
    }
}
