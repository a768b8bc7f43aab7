using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>
/// One workflow run in memory: the workflow object, its scheduler and what it waits for. It is driven by its history: each workflow task
/// hands it the events since the last one, runs the code until nothing more can happen, and takes the commands given on the way.
/// Not thread-safe; one task at a time.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source has neither timer nor handle, and a stray continuation may come after the end.")]
internal sealed partial class WorkflowRun
{
    [ThreadStatic]
    private static WorkflowRun? current;

    private readonly WorkflowRunDetails details;
    private readonly PendingActivities activities;
    private readonly PendingTimers timers;
    private readonly PendingChildren children;
    private readonly Conditions conditions;
    private readonly Patches patches;
    private readonly CancellationTokenSource cancellation = new();
    private SynchronizationContext? hostContext;
    private WorkflowInfo? info;
    private DeterministicRandom? random;
    private object? instance;
    private object?[] arguments = [];
    private bool runMethodStarted;
    private Command? closing;
    private Exception? taskFailure;

    public WorkflowRun(WorkflowRunDetails details)
    {
        this.details = details;
        Name = $"Workflow {details.Definition.Name} (id {details.WorkflowId}, run {details.RunId})";
        Logger = new WorkflowLogger(details.LoggerFactory.CreateLogger($"Temporalio.Workflow:{details.Definition.Name}"), this);
        Scheduler = new(Name, fault => Logger.LogError(fault, "Workflow left its scheduler"));
        Commands = new(Name);
        activities = new(this);
        timers = new(this);
        children = new(this);
        Externals = new(this);
        conditions = new(this);
        patches = new(this);
        Properties = new(this);
        Handlers = new(this, details.Definition.Members);
    }

    /// <summary>The run whose code the calling thread executes; null outside workflow code.</summary>
    public static WorkflowRun? Current => current;

    /// <summary>The run in words, for messages.</summary>
    public string Name { get; }

    public WorkflowScheduler Scheduler { get; }

    public CommandLog Commands { get; }

    public PendingExternals Externals { get; }

    public MessageHandlers Handlers { get; }

    public RunProperties Properties { get; }

    public DataConverter Converter => details.Converter;

    public ILogger Logger { get; }

    public WorkflowInfo Info => info ?? throw new InvalidOperationException($"{Name} has not started");

    public CancellationToken CancellationToken => cancellation.Token;

    /// <summary>The time of the workflow task under way; it stands still within one.</summary>
    public DateTime UtcNow { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>True in a query, a condition or a validator, which may not act.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Events in the history up to the workflow task under way.</summary>
    public long HistoryLength { get; private set; }

    /// <summary>Bytes of the history up to the workflow task under way, as the service counts them.</summary>
    public long HistorySize { get; private set; }

    /// <summary>The workflow's own words on where it stands, for Temporal's tools; not in the history, a replay writes them anew.</summary>
    public string CurrentDetails { get; set; } = string.Empty;

    /// <summary>True where the service finds the history long.</summary>
    public bool ContinueAsNewSuggested { get; private set; }

    /// <summary>True once the commands of a task closed the run.</summary>
    public bool IsClosed { get; private set; }

    public DeterministicRandom Random => random ?? throw new InvalidOperationException($"{Name} has not started");

    public object Instance => instance ?? throw new InvalidOperationException($"{Name} has not started");

    /// <summary>
    /// Runs one workflow task: applies what happened, runs the code until it waits, and returns its commands.
    /// </summary>
    /// <param name="happened">The events since the last task, in order, without those that record commands.</param>
    /// <param name="updates">The updates that came with the task, in order.</param>
    /// <param name="started">The event that starts the workflow task.</param>
    /// <param name="replaying">True where the history already has this task's outcome.</param>
    /// <param name="foreignGrace">How long to wait for a continuation from outside where nothing the workflow waits for is known.</param>
    /// <exception cref="Exception">Whatever fails the workflow task rather than the workflow.</exception>
    public IReadOnlyList<Command> RunTask(
        IReadOnlyList<HistoryEvent> happened, IReadOnlyList<IncomingUpdate> updates, HistoryEvent started, bool replaying, TimeSpan foreignGrace)
    {
        // A service's clock may be set back; a run's time is not.
        UtcNow = Max(UtcNow, started.EventTime.ToDateTime());
        IsReplaying = replaying;
        HistoryLength = started.EventId;
        HistorySize = started.WorkflowTaskStartedEventAttributes?.HistorySizeBytes ?? 0;
        ContinueAsNewSuggested = started.WorkflowTaskStartedEventAttributes?.SuggestContinueAsNew ?? false;
        Enter();
        try
        {
            foreach (var one in happened.Where(one => Turn(one.EventType) <= SignalTurn).OrderBy(one => Turn(one.EventType)))
            {
                Apply(one);
            }

            foreach (var update in updates)
            {
                Handlers.Deliver(update);
            }

            foreach (var one in happened.Where(one => Turn(one.EventType) > SignalTurn))
            {
                Apply(one);
            }

            if (!runMethodStarted && instance is not null)
            {
                runMethodStarted = true;
                Scheduler.Post(() => _ = RunMethodAsync());
            }

            do
            {
                Scheduler.Drain();
            }
            while (taskFailure is null && (conditions.WakeOne() || Handlers.DeliverKept()));

            if (!replaying && closing is null && taskFailure is null && WaitsForNothingKnown
                && !Scheduler.WaitForForeignArrival(foreignGrace) && !Handlers.HasAny && foreignGrace > TimeSpan.Zero)
            {
                Scheduler.ReportStuck();
            }

            if ((Scheduler.Fault ?? taskFailure) is { } failure)
            {
                throw failure;
            }

            if (closing is not null)
            {
                Handlers.WarnOfUnfinished();
                Commands.Issue(closing);
                IsClosed = true;
            }

            return Commands.Send();
        }
        finally
        {
            Leave();
        }
    }

    public WorkflowQueryResult Query(WorkflowQuery query)
    {
        Enter();
        IsReplaying = true;
        try
        {
            if (query.QueryType == MetadataQuery.Name)
            {
                return Answered(MetadataQuery.Answer(this, details.Definition.Name ?? Info.WorkflowType));
            }

            var definition = Handlers.FindQuery(query.QueryType);
            var values = definition.Handler.ReadArguments(Converter.PayloadConverter, query.QueryArgs, definition.Dynamic ? query.QueryType : null);
            var answer = ReadOnly(() => definition.Handler.Invoke(Instance, values));
            return Answered(Converter.PayloadConverter.ToPayload(answer));
        }
        catch (Exception e)
        {
            return new()
            {
                ResultType = QueryResultType.Failed,
                ErrorMessage = e.Message,
                Failure = Converter.FailureConverter.ToFailure(e, Converter.PayloadConverter),
            };
        }
        finally
        {
            Leave();
        }
    }

    private static WorkflowQueryResult Answered(Payload answer) =>
        new() { ResultType = QueryResultType.Answered, Answer = new Payloads { Payloads_ = { answer } } };

    public Task<TResult> ExecuteActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        activities.ExecuteAsync<TResult>(activity, args, options);

    public Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options) =>
        children.StartAsync<TWorkflow, TResult>(workflow, args, options);

    public Task DelayAsync(DelayOptions options) =>
        timers.DelayAsync(options.Delay, options.Summary, options.CancellationToken ?? CancellationToken);

    public async Task<bool> WaitConditionAsync(WaitConditionOptions options)
    {
        EnsureMayAct("wait for a condition");
        var token = options.CancellationToken ?? CancellationToken;
        token.ThrowIfCancellationRequested();
        if (ReadOnly(options.ConditionCheck))
        {
            return true;
        }

        if (options.Timeout is not { } timeout || timeout == Timeout.InfiniteTimeSpan)
        {
            await conditions.WaitAsync(options.ConditionCheck, token);
            return true;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(token);
        var condition = conditions.WaitAsync(options.ConditionCheck, either.Token);
        var timer = timers.DelayAsync(timeout, options.TimeoutSummary, either.Token);
        var first = await Task.WhenAny(condition, timer);
        // Not CancelAsync, which runs the callbacks on the thread pool.
        either.Cancel();
        await first;
        return first == condition;
    }

    public bool Patched(string id, bool deprecated) => patches.Ask(id, deprecated);

    /// <inheritdoc cref="Patches.Expect"/>
    public void ExpectPatch(string id, bool isListed) => patches.Expect(id, isListed);

    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    public ContinueAsNewException ContinueAsNew(string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options) =>
        new(workflow, args, options ?? new());

    /// <summary>Runs the action on the workflow's thread when the token is cancelled; from another thread it is a fault.</summary>
    public CancellationTokenRegistration OnCancel(Action action, CancellationToken token) => token.UnsafeRegister(
        _ =>
        {
            if (Scheduler.OnWorkflowThread)
            {
                action();
            }
            else
            {
                Scheduler.ReportForeign("a cancellation");
            }
        },
        null);

    /// <exception cref="InvalidWorkflowOperationException">The caller is not this workflow's code, or is a query or condition.</exception>
    public void EnsureMayAct(string what)
    {
        if (current != this || !Scheduler.OnWorkflowThread)
        {
            throw new InvalidWorkflowSchedulerException($"{Name} tried to {what} from outside its own scheduler");
        }

        if (IsReadOnly)
        {
            throw new InvalidWorkflowOperationException($"{Name} tried to {what} in a query, a validator or a condition, which may only read");
        }
    }

    public T ReadOnly<T>(Func<T> read)
    {
        var before = IsReadOnly;
        IsReadOnly = true;
        try
        {
            return read();
        }
        finally
        {
            IsReadOnly = before;
        }
    }

    public UserMetadata? ToMetadata(string? summary, string? explanation) => Converter.PayloadConverter.ToMetadata(summary, explanation);

    /// <summary>True where no later event could move the workflow on, except a signal whose handler completes a task of its own.</summary>
    private bool WaitsForNothingKnown =>
        activities.Count == 0 && timers.Count == 0 && children.Count == 0 && Externals.Count == 0 && conditions.Count == 0
        && !cancellation.IsCancellationRequested;

    private static DateTime Max(DateTime one, DateTime other) => one > other ? one : other;

    private void Enter()
    {
        // A synchronization context of the host would be captured by awaits in place of the workflow's scheduler.
        hostContext = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        current = this;
        Scheduler.Enter();
    }

    private void Leave()
    {
        Scheduler.Leave();
        current = null;
        SynchronizationContext.SetSynchronizationContext(hostContext);
    }
}
