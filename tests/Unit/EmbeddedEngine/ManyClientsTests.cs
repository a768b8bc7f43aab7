using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Many clients at once, each call on a thread of its own.</summary>
public sealed class ManyClientsTests : IDisposable
{
    private const int Clients = 100;
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate)]
    public async Task Start_SameIdAtOnce_OneWinsAndTheOthersLearnOfIt(WorkflowIdReusePolicy policy)
    {
        var outcomes = await AllAsync(async _ =>
        {
            try
            {
                return await Client.StartAsync("w", r => r.WorkflowIdReusePolicy = policy);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.AlreadyExists)
            {
                return "";
            }
        });

        var winner = outcomes.Where(run => run.Length > 0).ShouldHaveSingleItem();
        (await Client.ListAsync("")).Executions.ShouldHaveSingleItem().Execution.RunId.ShouldBe(winner);
    }

    [Fact]
    public async Task Start_SameIdAtOnceUseExisting_AllGetTheOneRun()
    {
        var runs = await AllAsync(_ => Client.StartAsync("w", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting));

        runs.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await Client.ListAsync("")).Executions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_SameIdAtOnceTerminateExisting_EachStartsAndOneIsLeft()
    {
        var runs = await AllAsync(_ => Client.StartAsync("w", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting));

        runs.Distinct(StringComparer.Ordinal).Count().ShouldBe(Clients);
        var listed = (await Client.ListAsync("")).Executions;
        listed.Select(one => one.Execution.RunId).ShouldBe(runs, ignoreOrder: true);
        listed.Count(one => one.Status == WorkflowExecutionStatus.Running).ShouldBe(1);
        listed.Count(one => one.Status == WorkflowExecutionStatus.Terminated).ShouldBe(Clients - 1);
    }

    [Fact]
    public async Task Start_SameRequestAtOnce_IsOneStart()
    {
        var runs = await AllAsync(_ => Client.StartAsync("w", r => r.RequestId = "the same"));

        runs.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Signal_FromManyClients_EachIsThereOnceAndInTheOrderOfItsClient()
    {
        const int Each = 5;
        await Client.StartAsync("w");

        await AllAsync(async client =>
        {
            for (var i = 0; i < Each; i++)
            {
                await Client.SignalAsync("w", $"{client}:{i}");
            }

            return true;
        });

        var signals = (await Client.HistoryAsync("w")).Where(e => e.EventType == EventType.WorkflowExecutionSignaled)
            .Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName.Split(':'))
            .ToList();
        signals.Count.ShouldBe(Clients * Each);
        foreach (var client in signals.GroupBy(signal => signal[0], StringComparer.Ordinal))
        {
            client.Select(signal => signal[1]).ShouldBe(["0", "1", "2", "3", "4"]);
        }
    }

    [Fact]
    public async Task Signal_SameRequestAtOnce_IsThereOnce()
    {
        await Client.StartAsync("w");

        await AllAsync(async _ =>
        {
            await Client.SignalAsync("w", "go", "the same");
            return true;
        });

        (await Client.EventTypesAsync("w")).Count(type => type == "WorkflowExecutionSignaled").ShouldBe(1);
    }

    [Fact]
    public async Task List_WhileOthersStart_PagesShowEachEarlierRunOnce()
    {
        for (var i = 0; i < Clients; i++)
        {
            await Client.StartAsync($"early-{i}");
        }

        var starting = AllAsync(client => Client.StartAsync($"late-{client}"));
        var seen = new List<string>();
        var token = Google.Protobuf.ByteString.Empty;
        do
        {
            var page = await Client.ListAsync("", 7, token);
            seen.AddRange(page.Executions.Select(one => one.Execution.WorkflowId));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);

        await starting;
        seen.Count(id => id.StartsWith("early", StringComparison.Ordinal)).ShouldBe(Clients);
        seen.Distinct(StringComparer.Ordinal).Count().ShouldBe(seen.Count);
        (await Client.ListAsync("", 2 * Clients)).Executions.Count.ShouldBe(2 * Clients);
    }

    private static Task<T[]> AllAsync<T>(Func<int, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => call(client))));
}
