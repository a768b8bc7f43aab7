using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>An action out of turn.</summary>
public class ScheduleTriggerOptions : ICloneable
{
    /// <summary>Unspecified for the schedule's own.</summary>
    public ScheduleOverlapPolicy Overlap { get; set; } = ScheduleOverlapPolicy.Unspecified;

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
