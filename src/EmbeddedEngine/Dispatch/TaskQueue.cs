namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>Tasks and pollers of one queue; one of the two sides is always empty.</summary>
internal sealed class TaskQueue<TResponse>
{
    private readonly Queue<IDispatchable<TResponse>> tasks = new();
    private readonly LinkedList<Poller<TResponse>> pollers = new();

    /// <summary>False where no worker has polled, or the last one took its polls back: nobody is going to come for a task.</summary>
    public bool IsServed { get; private set; }

    public bool IsEmpty => tasks.Count == 0 && pollers.Count == 0;

    public bool HasTasks => tasks.Any(t => t.IsLive);

    public int Backlog => tasks.Count(t => t.IsLive);

    /// <summary>When each worker last came for a task, in ticks.</summary>
    public Dictionary<string, long> LastPolls { get; } = new(StringComparer.Ordinal);

    public void Add(IDispatchable<TResponse> task) => tasks.Enqueue(task);

    public void Add(Poller<TResponse> poller)
    {
        IsServed = true;
        LastPolls[poller.Identity] = poller.SinceTicks;
        pollers.AddLast(poller);
    }

    public void Remove(Poller<TResponse> poller)
    {
        pollers.Remove(poller);
        IsServed &= pollers.Count > 0;
    }

    /// <summary>Brings the next task and the longest-waiting poller together; false where either is missing.</summary>
    public bool TryMatch(out Poller<TResponse>? poller, out TResponse? response, out bool mayPrecedeCommit)
    {
        poller = null;
        response = default;
        mayPrecedeCommit = false;
        while (tasks.TryPeek(out var task))
        {
            if (!task.IsLive)
            {
                tasks.Dequeue();
                continue;
            }

            if (poller is null && (poller = TakePoller()) is null)
            {
                return false;
            }

            tasks.Dequeue();
            mayPrecedeCommit = task.MayPrecedeCommit;
            response = task.Start(poller.Identity);
            return true;
        }

        return false;
    }

    /// <summary>All waiting polls; they end with the service.</summary>
    public IEnumerable<Poller<TResponse>> TakeAllPollers()
    {
        while (TakePoller() is { } poller)
        {
            yield return poller;
        }
    }

    public void ClearTasks() => tasks.Clear();

    /// <summary>The worker behind the queue is known to be gone.</summary>
    public void Leave() => IsServed = false;

    private Poller<TResponse>? TakePoller()
    {
        while (pollers.First is { } first)
        {
            pollers.RemoveFirst();
            if (first.Value.TryTake())
            {
                return first.Value;
            }
        }

        return null;
    }
}
