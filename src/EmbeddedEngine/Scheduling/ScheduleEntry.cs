using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Schedule.V1;

namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>A schedule with what is derived from it.</summary>
internal sealed class ScheduleEntry(string id, ScheduleRecord record)
{
    private ScheduleTimes? times;

    public string Id => id;

    public ScheduleRecord Record => record;

    public Schedule Schedule => record.Schedule;

    public ScheduleInfo Info => record.Info;

    public ScheduleTimes Times => times ??= new(record.Schedule.Spec, id);

    public TimerEntry? Wake { get; set; }

    /// <summary>The specification has changed.</summary>
    public void Recompile() => times = null;
}
