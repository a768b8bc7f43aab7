using Microsoft.Extensions.Logging;

namespace Temporalio.Activities;

/// <summary>What a running activity can ask and report, reached through <see cref="Current"/>.</summary>
public sealed class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> CurrentContext = new();
    private readonly Action<object?[]> heartbeat;
    private volatile ActivityCancelReason cancelReason;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILogger logger,
        Action<object?[]> heartbeat,
        CancellationToken cancellationToken,
        CancellationToken workerShutdownToken)
    {
        Info = info;
        Logger = logger;
        CancellationToken = cancellationToken;
        WorkerShutdownToken = workerShutdownToken;
        this.heartbeat = heartbeat;
    }

    public static bool HasCurrent => CurrentContext.Value is not null;

    /// <exception cref="InvalidOperationException">The caller does not run within an activity.</exception>
    public static ActivityExecutionContext Current =>
        CurrentContext.Value ?? throw new InvalidOperationException("No current activity: the code does not run within one");

    public ActivityInfo Info { get; }

    public ILogger Logger { get; }

    public ActivityCancelReason CancelReason
    {
        get => cancelReason;
        internal set => cancelReason = value;
    }

    /// <summary>
    /// Cancelled when the workflow cancels the activity (learnt through heartbeats), when the service gave the attempt up, and at the end of
    /// the grace period of a worker that stops.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Cancelled as soon as the worker begins to stop.</summary>
    public CancellationToken WorkerShutdownToken { get; }

    /// <summary>Says that the work goes on, and how far it is; the details reach the next attempt. Cheap: reports are thinned out.</summary>
    public void Heartbeat(params object?[] details) => heartbeat(details);

    internal static void SetCurrent(ActivityExecutionContext? context) => CurrentContext.Value = context;
}
