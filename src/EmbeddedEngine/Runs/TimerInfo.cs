using Assay.EmbeddedEngine.Dispatch;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>A timer that a workflow has started and that has neither fired nor been cancelled.</summary>
internal sealed class TimerInfo(long startedEventId, long fireTicks)
{
    public long StartedEventId => startedEventId;

    public long FireTicks => fireTicks;

    public TimerEntry? Wake { get; set; }
}
