namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>All queues of one kind. A match becomes a delivery, made once the start is durable.</summary>
internal sealed class TaskQueues<TResponse>(List<Delivery> deliveries)
{
    private readonly Dictionary<string, TaskQueue<TResponse>> queues = new(StringComparer.Ordinal);

    /// <summary>True where a task waits in a queue whose workers are merely busy.</summary>
    public bool AnyServedTask => queues.Values.Any(q => q.IsServed && q.HasTasks);

    public TaskQueue<TResponse>? Find(string name) => queues.GetValueOrDefault(name);

    public bool IsServed(string name) => queues.TryGetValue(name, out var queue) && queue.IsServed;

    public void Add(string name, IDispatchable<TResponse> task)
    {
        var queue = Get(name);
        queue.Add(task);
        Match(queue);
    }

    public void Add(string name, Poller<TResponse> poller)
    {
        var queue = Get(name);
        queue.Add(poller);
        Match(queue);
    }

    public void Remove(string name, Poller<TResponse> poller)
    {
        if (queues.TryGetValue(name, out var queue))
        {
            queue.Remove(poller);
            if (queue.IsEmpty)
            {
                queues.Remove(name);
            }
        }
    }

    public IEnumerable<Poller<TResponse>> TakeAllPollers() => queues.Values.SelectMany(q => q.TakeAllPollers());

    public void ClearTasks()
    {
        foreach (var queue in queues.Values)
        {
            queue.ClearTasks();
        }
    }

    private TaskQueue<TResponse> Get(string name)
    {
        if (!queues.TryGetValue(name, out var queue))
        {
            queues[name] = queue = new();
        }

        return queue;
    }

    private void Match(TaskQueue<TResponse> queue)
    {
        while (queue.TryMatch(out var poller, out var response, out var mayPrecedeCommit))
        {
            var (taken, answer) = (poller!, response!);
            deliveries.Add(new(() => taken.Complete(answer), taken.Fail, mayPrecedeCommit));
        }
    }
}
