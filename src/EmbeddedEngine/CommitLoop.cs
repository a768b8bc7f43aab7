using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Storage;
using Microsoft.Data.Sqlite;
using Grpc.Core;

namespace Assay.EmbeddedEngine;

/// <summary>
/// The one thread that touches the state and the file. It takes all calls that wait, runs them one after another, commits once with one
/// fsync, and only then answers: while the disk works, the next batch gathers.
/// </summary>
internal sealed class CommitLoop : IDisposable
{
    // A timer further away is armed in steps: platform timers end near 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly EmbeddedServerOptions options;
    private readonly HistoryStore store;
    private readonly ServiceCore core;
    private readonly Thread thread;
    private readonly ITimer alarm;
    private List<LoopItem> waiting = [];
    private bool stopping;
    private bool broken;
    private long commits;

    public CommitLoop(EmbeddedServerOptions options, HistoryStore store, ServiceCore core)
    {
        this.options = options;
        this.store = store;
        this.core = core;
        alarm = options.Time.CreateTimer(_ => Post(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options.Time is SkippingTimeProvider skipping)
        {
            skipping.Unlocked += OnClockUnlocked;
        }

        thread = new Thread(Run) { IsBackground = true, Name = "EmbeddedEngine" };
    }

    public void Start() => thread.Start();

    /// <summary>Runs the operation on the loop's thread; completes after its commit.</summary>
    public Task<T> RunAsync<T>(Func<T> operation)
    {
        var item = new LoopItem<T>(operation);
        lock (gate)
        {
            if (stopping)
            {
                return Task.FromException<T>(ShuttingDown());
            }

            waiting.Add(item);
            Monitor.Pulse(gate);
        }

        return item.Task;
    }

    /// <summary>Like <see cref="RunAsync"/> where nobody waits for the end; does nothing while shutting down.</summary>
    public void Post(Action operation) => _ = RunAsync(() =>
    {
        operation();
        return true;
    });

    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }

        if (thread.IsAlive)
        {
            thread.Join();
        }

        if (options.Time is SkippingTimeProvider skipping)
        {
            skipping.Unlocked -= OnClockUnlocked;
        }

        alarm.Dispose();
    }

    private static RpcException ShuttingDown() => Errors.Unavailable("The embedded service is shutting down.");

    private void OnClockUnlocked() => Post(() => { });

    private void Run()
    {
        while (Take() is { } batch)
        {
            Process(batch);
        }

        var ending = ShuttingDown();
        core.FailWaiting(ending);
        foreach (var poller in core.WorkflowQueues.TakeAllPollers())
        {
            poller.Fail(ending);
        }

        foreach (var poller in core.ActivityQueues.TakeAllPollers())
        {
            poller.Fail(ending);
        }
    }

    private List<LoopItem>? Take()
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !stopping)
            {
                Monitor.Wait(gate);
            }

            if (waiting.Count == 0)
            {
                return null;
            }

            var batch = waiting;
            waiting = [];
            return batch;
        }
    }

    private void Process(List<LoopItem> batch)
    {
        try
        {
            if (broken)
            {
                core.Load(workersLost: false);
                broken = false;
            }

            core.BeginBatch();
            core.DropExpired();
            foreach (var item in batch)
            {
                item.Execute();
                core.RunDeferred();
            }

            FireTimers();
            core.AnswerWaiters();
            DeliverEarly();
            Commit();
        }
        catch (Exception failure)
        {
            GiveUp(batch, failure);
            return;
        }

        foreach (var item in batch)
        {
            item.Complete();
        }

        // Answers may cause nothing more, so the list is taken as it stands.
        foreach (var delivery in core.Deliveries)
        {
            delivery.Complete();
        }

        core.Deliveries.Clear();
        SetAlarm();
    }

    private void FireTimers()
    {
        while (core.Timers.FireNext(core.NowTicks))
        {
            core.RunDeferred();
        }
    }

    private void DeliverEarly()
    {
        foreach (var delivery in core.Deliveries)
        {
            if (delivery.MayPrecedeCommit)
            {
                delivery.Complete();
            }
        }

        core.Deliveries.RemoveAll(d => d.MayPrecedeCommit);
    }

    private void Commit()
    {
        if (store.HasChanges)
        {
            var ordinal = ++commits;
            store.Commit(() => options.CommitObserver?.BeforeCommit(ordinal));
            options.CommitObserver?.AfterCommit(ordinal);
        }
    }

    /// <summary>Nothing of the batch holds: memory goes back to what the file says, and every caller is told.</summary>
    private void GiveUp(List<LoopItem> batch, Exception failure)
    {
        store.Rollback();
        var told = failure switch
        {
            SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } full => Errors.StorageFull(HistoryFile.Explain(store.Path, full).Message),
            SqliteException sqlite => Errors.Unavailable(HistoryFile.Explain(store.Path, sqlite).Message),
            EmbeddedEngineException damaged => Errors.Create(StatusCode.DataLoss, damaged.Message),
            _ => Errors.Create(StatusCode.Internal, $"The embedded service failed: {failure}"),
        };
        foreach (var item in batch)
        {
            item.Fail(told);
        }

        core.FailWaiting(told);
        try
        {
            core.Load(workersLost: false);

            // What is due may fail again at once: it gets its next chance with the next call, or after a pause.
            alarm.Change(PauseAfterFailure, Timeout.InfiniteTimeSpan);
        }
        catch (Exception)
        {
            // Tried again with the next call; until then every call is told what is wrong.
            broken = true;
        }
    }

    private void SetAlarm()
    {
        var next = core.Timers.NextDueTicks();
        var wait = next is { } due ? TimeSpan.FromTicks(Math.Max(0, due - core.NowTicks)) : Timeout.InfiniteTimeSpan;
        if (options.Time is SkippingTimeProvider skipping)
        {
            alarm.Change(wait, Timeout.InfiniteTimeSpan);
            if (next is not null && !HasWaiting() && !core.IsBusy)
            {
                skipping.SkipToNext();
            }

            return;
        }

        // Rounded up to the timer's own grain, or a wake-up just before the instant would spin.
        alarm.Change(
            wait == Timeout.InfiniteTimeSpan ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, LongestWait.TotalMilliseconds))),
            Timeout.InfiniteTimeSpan);
    }

    private bool HasWaiting()
    {
        lock (gate)
        {
            return waiting.Count > 0;
        }
    }
}
