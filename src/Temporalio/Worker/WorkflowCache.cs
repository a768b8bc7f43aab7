using Temporalio.Worker.Engine;

namespace Temporalio.Worker;

/// <summary>The runs kept in memory between their tasks, the least recently used dropped first. One task of a run at a time.</summary>
internal sealed class WorkflowCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private readonly LinkedList<Entry> byUse = [];

    /// <summary>Waits until no other task of the run is under way.</summary>
    public async Task<Lease> TakeAsync(string runId)
    {
        Entry entry;
        lock (gate)
        {
            if (!entries.TryGetValue(runId, out entry!))
            {
                entry = new(runId);
                entries.Add(runId, entry);
                byUse.AddFirst(entry.Node);
            }
            else
            {
                byUse.Remove(entry.Node);
                byUse.AddFirst(entry.Node);
            }

            entry.Users++;
        }

        await entry.Turn.WaitAsync();
        return new(this, entry);
    }

    private void Release(Entry entry)
    {
        entry.Turn.Release();
        lock (gate)
        {
            entry.Users--;
            if (entry.Users == 0 && entry.Driver is null)
            {
                Remove(entry);
            }

            for (var node = byUse.Last; node is not null && entries.Count > capacity;)
            {
                var previous = node.Previous;
                if (node.Value.Users == 0)
                {
                    Remove(node.Value);
                }

                node = previous;
            }
        }
    }

    private void Remove(Entry entry)
    {
        entries.Remove(entry.RunId);
        byUse.Remove(entry.Node);
        entry.Turn.Dispose();
    }

    /// <summary>The right to the run for one task.</summary>
    internal sealed class Lease(WorkflowCache cache, Entry entry) : IDisposable
    {
        /// <summary>The run in memory; null for none, or to drop it.</summary>
        public HistoryDriver? Driver
        {
            get => entry.Driver;
            set => entry.Driver = value;
        }

        public void Dispose() => cache.Release(entry);
    }

    /// <summary>One run's place.</summary>
    internal sealed class Entry
    {
        public Entry(string runId)
        {
            RunId = runId;
            Node = new(this);
        }

        public string RunId { get; }

        public LinkedListNode<Entry> Node { get; }

        public SemaphoreSlim Turn { get; } = new(1);

        public int Users { get; set; }

        public HistoryDriver? Driver { get; set; }
    }
}
