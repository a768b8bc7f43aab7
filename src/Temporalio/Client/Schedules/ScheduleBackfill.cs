using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>A time range, in UTC, to act on as though it passed now.</summary>
/// <param name="StartAt">Exclusive, as the service takes it.</param>
/// <param name="EndAt">Inclusive.</param>
/// <param name="Overlap">Unspecified for the schedule's own.</param>
public record ScheduleBackfill(DateTime StartAt, DateTime EndAt, ScheduleOverlapPolicy Overlap = ScheduleOverlapPolicy.Unspecified)
{
    internal Api.Schedule.V1.BackfillRequest ToProto() => new()
    {
        StartTime = Timestamp.FromDateTime(StartAt),
        EndTime = Timestamp.FromDateTime(EndAt),
        OverlapPolicy = Overlap,
    };
}
