using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a worker runs, and how much of it at once.</summary>
public class TemporalWorkerOptions : ICloneable
{
    private List<ActivityDefinition> activities = [];
    private List<WorkflowDefinition> workflows = [];

    public TemporalWorkerOptions()
    {
    }

    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    public string? TaskQueue { get; set; }

    public IList<ActivityDefinition> Activities => activities;

    public IList<WorkflowDefinition> Workflows => workflows;

    /// <summary>
    /// Starts activities; by default on the thread pool. Give one with <see cref="TaskCreationOptions.LongRunning"/> where activities
    /// compute for long without awaiting.
    /// </summary>
    public TaskFactory ActivityTaskFactory { get; set; } = Task.Factory;

    /// <summary>Null for the client's identity.</summary>
    public string? Identity { get; set; }

    /// <summary>Activities that run at once; null for 100.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Workflow tasks that run at once; null for 100.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>Slots, in place of the two limits above; null for those.</summary>
    public WorkerTuner? Tuner { get; set; }

    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Share of the workflow task polls that ask for work not bound to this worker's cache, 0..1.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2F;

    /// <summary>Runs kept in memory between their tasks; 0 replays the whole history each time.</summary>
    public int MaxCachedWorkflows { get; set; } = 10000;

    /// <summary>How long the service waits for this worker to take a task of a run it has in memory.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between two heartbeats that are sent, whatever the heartbeat timeout.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two heartbeats that are sent where there is no heartbeat timeout.</summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running activities may go on once the worker stops, before their tokens are cancelled.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>Further exceptions that fail a workflow, where others only fail the workflow task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>True to let a workflow stand still in a debugger; otherwise one that does not yield for 2 s fails its task.</summary>
    public bool DebugMode { get; set; } = System.Diagnostics.Debugger.IsAttached;

    /// <summary>Null for the client's.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Longest time a workflow may run without a step of its scheduler.</summary>
    internal TimeSpan DeadlockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a task waits for a continuation from outside where the workflow waits for nothing that is known.</summary>
    internal TimeSpan ForeignGrace { get; set; } = TimeSpan.FromMilliseconds(200);

    internal int ActivitySlots => (Tuner?.ActivityTaskSlotSupplier as FixedSizeSlotSupplier)?.SlotCount ?? MaxConcurrentActivities ?? 100;

    internal int WorkflowTaskSlots => (Tuner?.WorkflowTaskSlotSupplier as FixedSizeSlotSupplier)?.SlotCount ?? MaxConcurrentWorkflowTasks ?? 100;

    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        activities.Add(definition);
        return this;
    }

    /// <summary>Adds every method of the type that has <see cref="ActivityAttribute"/>.</summary>
    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        activities.AddRange(ActivityDefinition.CreateAll(type, instance));
        return this;
    }

    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        workflows.Add(definition);
        return this;
    }

    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.activities = [.. activities];
        copy.workflows = [.. workflows];
        return copy;
    }
}
