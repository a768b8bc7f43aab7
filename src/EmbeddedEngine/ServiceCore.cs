using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Runs;
using Assay.EmbeddedEngine.Scheduling;
using Assay.EmbeddedEngine.Storage;
using Assay.EmbeddedEngine.Visibility;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine;

/// <summary>
/// The state of the service, touched by the commit loop's thread only: open runs, queues, timers, and the parts that act on them. Whatever
/// throws an <c>RpcException</c> leaves this state whole; any other exception makes the loop rebuild it from the file.
/// </summary>
internal sealed class ServiceCore
{
    private const int SweepLimit = 200;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private readonly Dictionary<long, WorkflowRun> openRuns = [];
    private readonly Dictionary<string, WorkflowRun> openByRunId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkflowRun> currentByWorkflowId = new(StringComparer.Ordinal);
    private readonly Queue<Action> deferred = new();
    private readonly HashSet<WorkflowRun> news = [];
    private long lastRunKey;
    private long lastSweepTicks;

    public ServiceCore(EmbeddedServerOptions options, HistoryStore store)
    {
        Options = options;
        Store = store;
        WorkflowQueues = new(Deliveries);
        ActivityQueues = new(Deliveries);
        WorkflowTasks = new(this);
        ActivityTasks = new(this);
        Commands = new(this);
        Lifecycle = new(this);
        Children = new(this);
        Kinship = new(this);
        Queries = new(this);
        Updates = new(this);
        Histories = new(this);
        Inspection = new(this);
        Listing = new(this);
        Schedules = new(this);
        Reset = new(this);
        SearchAttributes = new(store);
        store.AttributeRows = SearchAttributes.Rows;
    }

    public EmbeddedServerOptions Options { get; }

    public HistoryStore Store { get; }

    public TimerQueue Timers { get; } = new();

    public List<Delivery> Deliveries { get; } = [];

    public TaskQueues<PollWorkflowTaskQueueResponse> WorkflowQueues { get; }

    public TaskQueues<PollActivityTaskQueueResponse> ActivityQueues { get; }

    public WorkflowTasks WorkflowTasks { get; }

    public ActivityTasks ActivityTasks { get; }

    public CommandProcessor Commands { get; }

    public RunLifecycle Lifecycle { get; }

    public ChildWorkflows Children { get; }

    public Kinship Kinship { get; }

    public Queries Queries { get; }

    public Updates Updates { get; }

    public Histories Histories { get; }

    public Inspection Inspection { get; }

    public Listing Listing { get; }

    public Schedules Schedules { get; }

    public WorkflowReset Reset { get; }

    public SearchAttributeRegister SearchAttributes { get; }

    /// <summary>Open runs in the order of their start.</summary>
    public IEnumerable<WorkflowRun> OpenRuns => openRuns.Values.OrderBy(r => r.RunKey);

    /// <summary>The present instant; never runs backward, whatever the clock does.</summary>
    public long NowTicks { get; private set; }

    /// <summary>True while a worker has, or will soon have, something to do: a skipping clock then stands still.</summary>
    public bool IsBusy =>
        WorkflowQueues.AnyServedTask || ActivityQueues.AnyServedTask || Queries.AnyOutstanding
        || openRuns.Values.Any(r => r.IsTaskStarted || r.Activities.Values.Any(a => a.Record.Phase == ActivityRecord.Types.Phase.Started));

    /// <summary>Number of the batch at work; one batch is one commit.</summary>
    public long Batch { get; private set; }

    /// <summary>Begins a batch at the present instant.</summary>
    public void BeginBatch()
    {
        Batch++;
        ReadClock();
    }

    private void ReadClock() => NowTicks = Math.Max(NowTicks, Options.Time.GetUtcNow().UtcTicks);

    public long NextRunKey() => ++lastRunKey;

    /// <summary>Something to do once the present step is complete, in the same commit.</summary>
    public void Defer(Action action) => deferred.Enqueue(action);

    public void RunDeferred()
    {
        while (deferred.TryDequeue(out var action))
        {
            action();
        }
    }

    public void Touch(WorkflowRun run)
    {
        Store.Touch(run);
        if (run.Waiters.Count > 0)
        {
            news.Add(run);
        }
    }

    public HistoryEvent NewEvent(EventType type, Action<HistoryEvent> fill)
    {
        var historyEvent = new HistoryEvent { EventType = type, EventTime = NowTicks.ToTimestamp() };
        fill(historyEvent);
        return historyEvent;
    }

    /// <summary>Events from outside the workflow: recorded (or buffered), then a workflow task to tell of them.</summary>
    public void Raise(WorkflowRun run, params ReadOnlySpan<HistoryEvent> events)
    {
        WorkflowTasks.Settle(run);
        foreach (var historyEvent in events)
        {
            run.AddOrBuffer(historyEvent);
        }

        Touch(run);
        WorkflowTasks.Ensure(run);
        if (IsTooLarge(run))
        {
            Defer(() => Lifecycle.EnforceLimits(run));
        }
    }

    public bool IsTooLarge(WorkflowRun run) =>
        run.Events.Count >= Options.HistoryEventLimit || run.HistorySizeBytes >= Options.HistorySizeLimitBytes;

    /// <summary>Drops closed runs whose time is over, some at a time. It goes with other work, so that it never wakes a clock that skips.</summary>
    public void DropExpired()
    {
        if (Options.Retention is { } retention && NowTicks - lastSweepTicks >= SweepEvery.Ticks
            && Store.DropClosedBefore(NowTicks - retention.Ticks, SweepLimit) < SweepLimit)
        {
            lastSweepTicks = NowTicks;
        }
    }

    /// <summary>Answers the history calls that wait for what this commit brings.</summary>
    public void AnswerWaiters()
    {
        foreach (var run in news)
        {
            Histories.AnswerWaiters(run);
        }

        news.Clear();
    }

    public void Register(WorkflowRun run)
    {
        openRuns.Add(run.RunKey, run);
        openByRunId.Add(run.RunId, run);
        currentByWorkflowId[run.WorkflowId] = run;
    }

    public void Unregister(WorkflowRun run)
    {
        openRuns.Remove(run.RunKey);
        openByRunId.Remove(run.RunId);
        if (currentByWorkflowId.TryGetValue(run.WorkflowId, out var current) && current == run)
        {
            currentByWorkflowId.Remove(run.WorkflowId);
        }
    }

    public WorkflowRun? OpenRun(long runKey) => openRuns.GetValueOrDefault(runKey);

    public WorkflowRun? OpenRun(string workflowId, string runId) => runId.Length == 0
        ? currentByWorkflowId.GetValueOrDefault(workflowId)
        : openByRunId.TryGetValue(runId, out var run) && run.WorkflowId == workflowId ? run : null;

    /// <summary>The open run that is meant. Throws NotFound where it is closed or was never there.</summary>
    public WorkflowRun RequireOpen(WorkflowExecution? execution)
    {
        var target = Target(execution);
        return OpenRun(target.RunKey) ?? throw Errors.WorkflowClosed();
    }

    /// <summary>The run that is meant, open or closed; without a run id the latest of its workflow id.</summary>
    public RunSummary Target(WorkflowExecution? execution)
    {
        if (execution is null || execution.WorkflowId.Length == 0)
        {
            throw Errors.Invalid("WorkflowId is not set on request.");
        }

        return FindTarget(execution.WorkflowId, execution.RunId) ?? throw Errors.WorkflowNotFound(execution.WorkflowId);
    }

    public RunSummary? FindTarget(string workflowId, string runId)
    {
        if (OpenRun(workflowId, runId) is { } open)
        {
            return new(open.RunKey, open.Summary());
        }

        var clause = " AND workflow_id=$1" + (runId.Length == 0 ? "" : " AND run_id=$2");
        object[] values = runId.Length == 0 ? [workflowId] : [workflowId, runId];
        return Store.Summaries(clause, values, long.MaxValue, 1) is [var summary] ? summary : null;
    }

    /// <summary>
    /// Builds everything from the file. At the start of a process (<paramref name="workersLost"/>) tasks that the former process's workers
    /// had go out again at once.
    /// </summary>
    public void Load(bool workersLost)
    {
        Forget();
        ReadClock();
        lastRunKey = Store.LastRunKey();
        SearchAttributes.Load();
        foreach (var stored in Store.OpenRuns())
        {
            var run = new WorkflowRun(stored.RunKey, stored.WorkflowId, stored.RunId) { Record = stored.Record };
            run.Restore(stored);
            Register(run);
        }

        foreach (var run in OpenRuns.ToArray())
        {
            Lifecycle.Resume(run);
            ActivityTasks.Resume(run, workersLost);
            WorkflowTasks.Resume(run, workersLost);
        }

        Schedules.Load();

        RunDeferred();
    }

    /// <summary>Ends every waiting call with the given failure.</summary>
    public void FailWaiting(Exception failure)
    {
        foreach (var delivery in Deliveries)
        {
            delivery.Fail(failure);
        }

        Deliveries.Clear();
        Queries.FailAll(failure);
        foreach (var waiter in openRuns.Values.Union(news).SelectMany(r => r.Waiters))
        {
            waiter.Poller.Fail(failure);
        }

        foreach (var (caller, _) in openRuns.Values.SelectMany(r => r.Updates.Values).SelectMany(u => u.Waiters))
        {
            caller.Fail(failure);
        }
    }

    private void Forget()
    {
        openRuns.Clear();
        openByRunId.Clear();
        currentByWorkflowId.Clear();
        deferred.Clear();
        news.Clear();
        Timers.Clear();
        WorkflowQueues.ClearTasks();
        ActivityQueues.ClearTasks();
    }
}
