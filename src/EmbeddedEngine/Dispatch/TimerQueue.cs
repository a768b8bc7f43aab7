namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>Everything that falls due, earliest first; equal instants in the order of their making.</summary>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<TimerEntry, (long DueTicks, long Ordinal)> entries = new();
    private long ordinal;
    private int compactAt = 1024;

    public TimerEntry Add(long dueTicks, Action fire)
    {
        if (entries.Count >= compactAt)
        {
            Compact();
        }

        var entry = new TimerEntry(dueTicks, fire);
        entries.Enqueue(entry, (dueTicks, ordinal++));
        return entry;
    }

    /// <summary>The next instant at which something is due; null where nothing waits.</summary>
    public long? NextDueTicks()
    {
        while (entries.TryPeek(out var entry, out _))
        {
            if (!entry.Cancelled)
            {
                return entry.DueTicks;
            }

            entries.Dequeue();
        }

        return null;
    }

    /// <summary>Fires the earliest entry that is due; false where none is.</summary>
    public bool FireNext(long nowTicks)
    {
        if (NextDueTicks() is not { } due || due > nowTicks)
        {
            return false;
        }

        entries.Dequeue().Fire();
        return true;
    }

    public void Clear() => entries.Clear();

    /// <summary>Most entries are cancelled long before they fall due; without this they would pile up until then.</summary>
    private void Compact()
    {
        var live = entries.UnorderedItems.Where(e => !e.Element.Cancelled).ToArray();
        entries.Clear();
        entries.EnqueueRange(live);
        compactAt = Math.Max(1024, 2 * live.Length);
    }
}
