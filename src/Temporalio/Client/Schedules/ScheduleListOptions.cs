namespace Temporalio.Client.Schedules;

/// <summary>A list of schedules.</summary>
public class ScheduleListOptions : ICloneable
{
    /// <summary>A visibility query; null for all.</summary>
    public string? Query { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
