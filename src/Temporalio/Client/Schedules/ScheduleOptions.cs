using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>How a schedule is created.</summary>
public class ScheduleOptions : ICloneable
{
    /// <summary>True to act once at the creation.</summary>
    public bool TriggerImmediately { get; set; }

    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Values shown beside the schedule; not searchable.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
