using System.Collections.Concurrent;
using System.Globalization;
using Assay.Tests.Chaos.Engine;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Assay.Tests.Chaos.Load;

/// <summary>
/// The clients of the load: so many at a time, each with a workflow of a seeded kind, until told to stop. Each goes to its workflow's end.
/// </summary>
internal sealed class Driver(string address, int seed)
{
    public const string ScheduleId = "every-second";

    private const int Clients = 24;

    // A workflow that takes longer is stuck: the longest needs about 2 s undisturbed, and a minute where every other request meets a kill.
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(150);

    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private int started;

    public ConcurrentQueue<Record> Records { get; } = [];

    /// <summary>How often each kind of request was answered.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>When the schedule was made; what is due from then on must run.</summary>
    public DateTime ScheduledFrom { get; private set; }

    public DateTime ScheduledUntil { get; private set; }

    public async Task RunAsync(CancellationToken stopping)
    {
        var client = await ConnectAsync(address);
        var schedule = await ScheduleAsync(client);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => WorkAsync(client, stopping)));
        ScheduledUntil = DateTime.UtcNow;
        await PersistAsync(() => schedule.PauseAsync());
    }

    /// <summary>The package gives no status where it cannot connect, and the service may be away just then.</summary>
    public static async Task<TemporalClient> ConnectAsync(string address)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TemporalClient.ConnectAsync(new(address));
            }
            catch (InvalidOperationException) when (attempt < 20)
            {
                // The service is still being killed.
            }
        }
    }

    /// <summary>The core gives Unknown where the connection broke in the middle of a call.</summary>
    private static bool IsAway(RpcException failure) =>
        failure.Code == RpcException.StatusCode.Unavailable
        || (failure.Code == RpcException.StatusCode.Unknown && failure.Message.Contains("transport error", StringComparison.Ordinal));

    /// <summary>For what the load itself rests on: a client's patience, many times over.</summary>
    private static async Task PersistAsync(Func<Task> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (RpcException failure) when (IsAway(failure) && attempt < 20)
            {
                // The service is still being killed.
            }
        }
    }

    private async Task<ScheduleHandle> ScheduleAsync(TemporalClient client)
    {
        var action = ScheduleActionStartWorkflow.Create(
            (Steps w) => w.RunAsync(1), new("scheduled", Engine.Load.Queue) { TaskTimeout = Engine.Load.TaskTimeout });
        var spec = new ScheduleSpec { Intervals = [new(TimeSpan.FromSeconds(1))] };
        await PersistAsync(async () =>
        {
            try
            {
                await client.CreateScheduleAsync(ScheduleId, new(action, spec) { Policy = new() { Overlap = ScheduleOverlapPolicy.AllowAll } });
            }
            catch (ScheduleAlreadyRunningException)
            {
                // Made by a request whose answer was lost.
            }
        });
        ScheduledFrom = DateTime.UtcNow;
        return client.GetScheduleHandle(ScheduleId);
    }

    private async Task WorkAsync(TemporalClient client, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref started);
            var random = new Random(seed + (number * 7919));
            var kind = number % 9;
            var record = new Record(string.Create(CultureInfo.InvariantCulture, $"{number}-{kind}"));
            Records.Enqueue(record);
            using var limit = new CancellationTokenSource(LongestLife);
            try
            {
                await LiveAsync(client, record, kind, random, limit.Token);
            }
            catch (RpcException failure) when (IsAway(failure))
            {
                // Killed again and again while the client tried: it does not know whether its last request was taken.
                record.IsAbandoned = true;
                await AbandonAsync(client, record);
            }
            catch (Exception failure) when (failure is TemporalException or OperationCanceledException)
            {
                record.Trouble = $"{failure.GetType().Name}: {failure.Message} {failure.InnerException?.Message}";
            }
        }
    }

    private async Task LiveAsync(TemporalClient client, Record record, int kind, Random random, CancellationToken limit)
    {
        var rpc = new RpcOptions { CancellationToken = limit };
        switch (kind)
        {
            case 0 or 1:
                await EndAsync(await StartAsync(client, record, (Steps w) => w.RunAsync(3), rpc), record, rpc);
                break;
            case 2 or 3:
                await TalkAsync(client, record, random, rpc);
                break;
            case 4:
                await RollAsync(client, record, random, rpc);
                break;
            case 5:
                await EndAsync(await StartAsync(client, record, (Family w) => w.RunAsync(), rpc), record, rpc);
                break;
            case 6:
                await EndAsync(await StartAsync(client, record, (LongJob w) => w.RunAsync(30), rpc), record, rpc);
                break;
            case 7:
                await StopAsync(client, record, random, rpc);
                break;
            default:
                await JoinAsync(client, record, random, rpc);
                break;
        }
    }

    private async Task<WorkflowHandle> StartAsync<TWorkflow>(
        TemporalClient client, Record record, System.Linq.Expressions.Expression<Func<TWorkflow, Task<IReadOnlyList<string>>>> call, RpcOptions rpc)
    {
        var handle = await client.StartWorkflowAsync(call, Options(record, rpc));
        Count("start");
        record.RunId = handle.ResultRunId;
        return handle;
    }

    private static WorkflowOptions Options(Record record, RpcOptions rpc) =>
        new(record.WorkflowId, Engine.Load.Queue) { TaskTimeout = Engine.Load.TaskTimeout, Rpc = rpc };

    /// <summary>Signals, updates good and bad, and queries that must see what was accepted before.</summary>
    private async Task TalkAsync(TemporalClient client, Record record, Random random, RpcOptions rpc)
    {
        var handle = await StartAsync(client, record, (Conversation w) => w.RunAsync(), rpc);
        for (var i = 0; i < 6; i++)
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"item-{i}");
            switch (random.Next(5))
            {
                case 0:
                    await UpdateAsync(handle, record, item, rpc);
                    break;
                case 1:
                    await RejectAsync(handle, record, $"bad-{item}", rpc);
                    break;
                case 2:
                    await QueryAsync(handle, record, rpc);
                    break;
                default:
                    await SignalAsync(handle, record, item, rpc);
                    break;
            }
        }

        if (random.Next(4) == 0)
        {
            record.Status = WorkflowExecutionStatus.Terminated;
            try
            {
                await handle.TerminateAsync("enough", new() { Rpc = rpc });
            }
            catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
            {
                // Taken the first time, whose answer was lost.
            }

            Count("terminate");
            await FailAsync(handle, rpc);
            return;
        }

        await FinishAsync(handle, rpc);
        await EndAsync(handle, record, rpc);
        await QueryAsync(handle, record, rpc);
    }

    private async Task RollAsync(TemporalClient client, Record record, Random random, RpcOptions rpc)
    {
        var handle = await StartAsync(client, record, (Rollover w) => w.RunAsync(Array.Empty<string>(), 3, false), rpc);

        // The chain, not its first run.
        var chain = client.GetWorkflowHandle(record.WorkflowId);
        for (var i = 0; i < 8; i++)
        {
            await SignalAsync(chain, record, string.Create(CultureInfo.InvariantCulture, $"item-{i}"), rpc);
            await Task.Delay(random.Next(30), CancellationToken.None);
        }

        await FinishAsync(chain, rpc);
        await EndAsync(handle, record, rpc);
    }

    /// <summary>Signals of which each would start the workflow, and only the first does, though it continues as new all the while.</summary>
    private async Task JoinAsync(TemporalClient client, Record record, Random random, RpcOptions rpc)
    {
        for (var i = 0; i < 4; i++)
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"item-{i}");
            var options = Options(record, rpc);
            (options.StartSignal, options.StartSignalArgs) = ("Add", [item]);
            var handle = await client.StartWorkflowAsync((Rollover w) => w.RunAsync(Array.Empty<string>(), 3, false), options);
            record.RunId ??= handle.ResultRunId;
            record.Signals.Enqueue(item);
            Count("signal with start");
            await Task.Delay(random.Next(30), CancellationToken.None);
        }

        var chain = client.GetWorkflowHandle(record.WorkflowId);
        await FinishAsync(chain, rpc);
        await EndAsync(client.GetWorkflowHandle(record.WorkflowId, record.RunId), record, rpc);
    }

    private async Task StopAsync(TemporalClient client, Record record, Random random, RpcOptions rpc)
    {
        record.Status = WorkflowExecutionStatus.Canceled;
        var handle = await client.StartWorkflowAsync((Obedient w) => w.RunAsync(), Options(record, rpc));
        Count("start");
        record.RunId = handle.ResultRunId;
        await Task.Delay(random.Next(200), CancellationToken.None);
        try
        {
            await handle.CancelAsync(new() { Rpc = rpc });
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            // Taken the first time, whose answer was lost: the workflow has ended over it.
        }

        Count("cancel");
        await FailAsync(handle, rpc);
    }

    private async Task SignalAsync(WorkflowHandle handle, Record record, string item, RpcOptions rpc)
    {
        await handle.SignalAsync("Add", [item], new() { Rpc = rpc });
        record.Signals.Enqueue(item);
        Count("signal");
    }

    private async Task FinishAsync(WorkflowHandle handle, RpcOptions rpc)
    {
        try
        {
            await handle.SignalAsync("Finish", [], new() { Rpc = rpc });
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            // Taken the first time, whose answer was lost: the workflow has ended over it.
        }

        Count("signal");
    }

    private async Task UpdateAsync(WorkflowHandle handle, Record record, string item, RpcOptions rpc)
    {
        record.Updates[item] = await handle.ExecuteUpdateAsync<string>("Put", [item], new(item) { Rpc = rpc });
        Count("update");
    }

    private async Task RejectAsync(WorkflowHandle handle, Record record, string item, RpcOptions rpc)
    {
        try
        {
            await handle.ExecuteUpdateAsync<string>("Put", [item], new(item) { Rpc = rpc });
            record.Trouble = $"update {item} was not rejected";
        }
        catch (WorkflowUpdateFailedException)
        {
            record.RejectedUpdates.Enqueue(item);
            Count("rejected update");
        }
    }

    private async Task QueryAsync(WorkflowHandle handle, Record record, RpcOptions rpc)
    {
        var accepted = record.Signals.Concat(record.Updates.Keys).ToList();
        var seen = await handle.QueryAsync<IReadOnlyList<string>>("Items", [], new() { Rpc = rpc });
        Count("query");
        if (accepted.Except(seen, StringComparer.Ordinal).Any() || seen.Distinct(StringComparer.Ordinal).Count() != seen.Count)
        {
            record.Trouble = $"a query saw [{string.Join(' ', seen)}] after [{string.Join(' ', accepted)}] had been accepted";
        }
    }

    private async Task EndAsync(WorkflowHandle handle, Record record, RpcOptions rpc)
    {
        record.Result = await handle.GetResultAsync<IReadOnlyList<string>>(rpcOptions: rpc);
        Count("result");
    }

    private async Task FailAsync(WorkflowHandle handle, RpcOptions rpc)
    {
        try
        {
            await handle.GetResultAsync(rpcOptions: rpc);
        }
        catch (WorkflowFailedException)
        {
            Count("result");
        }
    }

    /// <summary>Ends what nobody waits for any more.</summary>
    private async Task AbandonAsync(TemporalClient client, Record record)
    {
        try
        {
            await PersistAsync(() => client.GetWorkflowHandle(record.WorkflowId).TerminateAsync("given up"));
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            // Its start was not taken, or it has ended.
        }

        Count("given up");
    }

    private void Count(string request) => counts.AddOrUpdate(request, 1, (_, n) => n + 1);
}
