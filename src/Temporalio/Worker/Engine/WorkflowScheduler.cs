using Temporalio.Exceptions;

namespace Temporalio.Worker.Engine;

/// <summary>
/// Runs the tasks of one workflow run one at a time, in the order they were queued, on the thread that drives the run. Nothing is inlined.
/// A task queued from any other thread is never run: it is a fault of the workflow code, since its place in the order would be chance.
/// </summary>
internal sealed class WorkflowScheduler(string workflow, Action<InvalidWorkflowSchedulerException> onFault) : TaskScheduler
{
    private readonly Queue<Task> queue = new();
    private readonly TaskCompletionSource foreignArrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InvalidWorkflowSchedulerException? fault;
    private int drivingThread;
    private long steps;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Tasks run so far; a watchdog sees by it whether the workflow still yields.</summary>
    public long Steps => Volatile.Read(ref steps);

    /// <summary>Set once the workflow has left its scheduler.</summary>
    public InvalidWorkflowSchedulerException? Fault => Volatile.Read(ref fault);

    public bool OnWorkflowThread => Environment.CurrentManagedThreadId == Volatile.Read(ref drivingThread);

    public void Enter() => Volatile.Write(ref drivingThread, Environment.CurrentManagedThreadId);

    public void Leave() => Volatile.Write(ref drivingThread, 0);

    public void Post(Action action) => new Task(action, TaskCreationOptions.None).Start(this);

    /// <summary>Runs what is queued, and what that queues, until nothing is left.</summary>
    public void Drain()
    {
        while (queue.TryDequeue(out var task))
        {
            Volatile.Write(ref steps, steps + 1);
            TryExecuteTask(task);
        }
    }

    /// <summary>Waits for a continuation from another thread; true if one came.</summary>
    public bool WaitForForeignArrival(TimeSpan limit) => foreignArrival.Task.Wait(limit);

    public void ReportForeign(string what) => Report($"{what} came from another thread. The workflow awaited something");

    /// <summary>Said of a workflow that waits although nothing is open that the service could ever tell it of.</summary>
    public void ReportStuck() => Report(
        "the workflow waits, but for no activity, timer, child, condition or message, so no event can ever wake it. It awaits something");

    private void Report(string what)
    {
        var found = new InvalidWorkflowSchedulerException(
            $"{workflow}: {what} that completes outside of it, such as Task.Run, " +
            "Task.Delay or I/O, or used ConfigureAwait(false). Use Workflow.DelayAsync, Workflow.RunTaskAsync or an activity instead.");
        if (Interlocked.CompareExchange(ref fault, found, null) is null)
        {
            foreignArrival.TrySetResult();
            onFault(found);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (OnWorkflowThread)
        {
            queue.Enqueue(task);
        }
        else
        {
            ReportForeign($"a continuation{NameOf(task)}");
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. queue];

    /// <summary>" of Type.Method" of the async method that waits, read from the state the runtime gives a continuation's task.</summary>
    private static string NameOf(Task task)
    {
        var box = (task.AsyncState as Delegate)?.Target?.GetType();
        var machine = box?.GenericTypeArguments.LastOrDefault();
        if (machine?.DeclaringType is not { } owner)
        {
            return string.Empty;
        }

        var end = machine.Name.IndexOf('>', StringComparison.Ordinal);
        return end > 1 ? $" of {owner.Name}.{machine.Name[1..end]}" : $" of {owner.Name}";
    }
}
