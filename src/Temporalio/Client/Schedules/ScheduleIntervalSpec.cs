using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Client.Schedules;

/// <summary>The instants that are whole multiples of the interval since 1970-01-01 UTC, moved by the offset.</summary>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = null)
{
    internal static ScheduleIntervalSpec FromProto(Api.Schedule.V1.IntervalSpec proto) => new(proto.Interval.ToTimeSpan(), proto.Phase?.ToTimeSpan());

    internal Api.Schedule.V1.IntervalSpec ToProto() => new()
    {
        Interval = Duration.FromTimeSpan(Every),
        Phase = Offset is { } offset ? Duration.FromTimeSpan(offset) : null,
    };
}
