using Assay.EmbeddedEngine;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>Client, worker and workflows of the library on the embedded service.</summary>
public sealed class EmbeddedEngineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Home home = new() { Time = new SkippingTimeProvider(new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)) };

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task FanOut_ManyActivities_EachRunsOnce()
    {
        var sum = await home.LiveAsync(client => client.ExecuteWorkflowAsync((FanOut w) => w.RunAsync(300, 50), Options("w"))).WaitAsync(Patience);

        sum.ShouldBe(299 * 300 / 2);
        home.Activities.Executions.Count.ShouldBe(300);
        home.Activities.Executions.Values.ShouldAllBe(n => n == 1);
    }

    [Fact]
    public async Task Chain_SleepsDaysAndHasAChild_EndsAtOnceInSkippedTime()
    {
        var result = await home.LiveAsync(client =>
            client.ExecuteWorkflowAsync((Chain w) => w.RunAsync(24, TimeSpan.FromHours(48)), Options("w"))).WaitAsync(Patience);

        result.Split(',').Length.ShouldBe(25);
        result.ShouldContain("child-again");
        (home.Time.GetUtcNow() - new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)).ShouldBeGreaterThan(TimeSpan.FromHours(24 * 48 - 1));
    }

    [Fact]
    public async Task CronChild_RunsByTheClockUntilItsParentCancelsIt()
    {
        var end = await home.LiveAsync(client =>
            client.ExecuteWorkflowAsync((Clockwork w) => w.RunAsync(TimeSpan.FromMinutes(330)), Options("w"))).WaitAsync(Patience);

        end.ShouldBe("canceled");
        home.Activities.Executions["tick"].ShouldBe(5);
    }

    [Fact]
    public async Task Signals_AreSeenInOrderByQueryAndResult()
    {
        var (query, result) = await home.LiveAsync(async client =>
        {
            var handle = await client.StartWorkflowAsync((Conversation w) => w.RunAsync("talk"), Options("w"));
            await handle.SignalAsync(w => w.SayAsync("hello"));
            await handle.SignalAsync(w => w.SayAsync("world"));
            var words = await handle.QueryAsync(w => w.Words());
            await handle.SignalAsync(w => w.SayAsync("end"));
            return (words, await handle.GetResultAsync());
        }).WaitAsync(Patience);

        query.ShouldBe("hello world");
        result.ShouldBe("hello world end");
    }

    [Fact]
    public async Task Query_ClosedWorkflow_IsAnsweredFromItsHistory()
    {
        var words = await home.LiveAsync(async client =>
        {
            var handle = await client.StartWorkflowAsync((Conversation w) => w.RunAsync("talk"), Options("w"));
            await handle.SignalAsync(w => w.SayAsync("end"));
            await handle.GetResultAsync();
            return await handle.QueryAsync(w => w.Words());
        }).WaitAsync(Patience);

        words.ShouldBe("end");
    }

    [Fact]
    public async Task Activity_FailsTwice_ResumesFromItsHeartbeat()
    {
        var result = await home.LiveAsync(client =>
            client.ExecuteWorkflowAsync((Conversation w) => w.RunAsync("resume"), Options("w"))).WaitAsync(Patience);

        result.ShouldBe("20");
        home.Activities.Executions.Keys.Order(StringComparer.Ordinal).ShouldBe(["resumed-from-0", "resumed-from-10", "resumed-from-20"]);
    }

    [Fact]
    public async Task Activity_NonRetryable_FailsTheWorkflowWithItsType()
    {
        var failure = await Should.ThrowAsync<WorkflowFailedException>(() => home.LiveAsync(client =>
            client.ExecuteWorkflowAsync((Conversation w) => w.RunAsync("refuse"), Options("w"))).WaitAsync(Patience));

        failure.InnerException.ShouldBeOfType<ActivityFailureException>().InnerException.ShouldBeOfType<ApplicationFailureException>()
            .ErrorType.ShouldBe("BadInput");
    }

    [Fact]
    public async Task Cancel_RunningActivity_StopsAndTheWorkflowEndsCanceled()
    {
        using var real = new Home();
        var failure = await Should.ThrowAsync<WorkflowFailedException>(() => real.LiveAsync(async client =>
        {
            var handle = await client.StartWorkflowAsync((Conversation w) => w.RunAsync("cancel"), Options("w"));
            await real.Activities.Waiting;
            await handle.CancelAsync();
            return await handle.GetResultAsync();
        }).WaitAsync(Patience));

        failure.InnerException.ShouldBeOfType<CanceledFailureException>();
    }

    [Fact]
    public async Task Host_EndsAtEachStep_NoFinishedActivityRunsAgain()
    {
        const int Steps = 4;
        var lives = 0;
        string? result = null;
        while (result is null)
        {
            lives.ShouldBeLessThan(20);
            var last = lives++ == Steps;
            using var stop = new CancellationTokenSource();
            var thisLife = $"step-{lives - 1}";

            // The host goes away in the middle of one step of each life: that step has begun and not ended.
            home.Activities.OnExecution = async key =>
            {
                if (!last && key == thisLife && home.Activities.Executions[key] == 1)
                {
                    await stop.CancelAsync();
                    throw new OperationCanceledException();
                }
            };
            try
            {
                result = await home.LiveAsync(
                    async client =>
                    {
                        var handle = lives == 1
                            ? await client.StartWorkflowAsync((Chain w) => w.RunAsync(Steps, TimeSpan.FromHours(1)), Options("w"))
                            : client.GetWorkflowHandle<Chain, string>("w");
                        return await handle.GetResultAsync(rpcOptions: new() { CancellationToken = stop.Token });
                    },
                    stop: stop.Token).WaitAsync(Patience);
            }
            catch (OperationCanceledException)
            {
                // The next life goes on.
            }
        }

        lives.ShouldBe(Steps + 1);
        result.ShouldBe("step-0,step-1,step-2,child-again,step-3");
        var executions = home.Activities.Executions;
        Enumerable.Range(0, Steps).ShouldAllBe(i => executions[$"step-{i}"] == 2);
        executions["child"].ShouldBe(1);
        executions["child-again"].ShouldBe(1);
    }

    private static WorkflowOptions Options(string id) => new(id, Home.Queue);
}
