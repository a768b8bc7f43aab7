using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule does when actions meet, are late or fail.</summary>
public record SchedulePolicy
{
    /// <summary>Where the last action still runs when the next is due.</summary>
    public ScheduleOverlapPolicy Overlap { get; init; } = ScheduleOverlapPolicy.Skip;

    /// <summary>How late an action may still be taken, after the service was away. A year by default: set hours where late is wrong.</summary>
    public TimeSpan CatchupWindow { get; init; } = TimeSpan.FromDays(365);

    /// <summary>True to pause where a workflow fails or times out.</summary>
    public bool PauseOnFailure { get; init; }

    internal static SchedulePolicy FromProto(Api.Schedule.V1.SchedulePolicies proto) => new()
    {
        Overlap = proto.OverlapPolicy,
        CatchupWindow = proto.CatchupWindow?.ToTimeSpan() ?? TimeSpan.FromDays(365),
        PauseOnFailure = proto.PauseOnFailure,
    };

    internal Api.Schedule.V1.SchedulePolicies ToProto() => new()
    {
        OverlapPolicy = Overlap,
        CatchupWindow = Duration.FromTimeSpan(CatchupWindow),
        PauseOnFailure = PauseOnFailure,
    };
}
