namespace Temporalio.Client.Schedules;

/// <summary>What a schedule has done and will do. Times are UTC.</summary>
public record ScheduleInfo(
    long NumActions,
    long NumActionsMissedCatchupWindow,
    long NumActionsSkippedOverlap,
    IReadOnlyCollection<ScheduleActionExecution> RunningActions,
    IReadOnlyCollection<ScheduleActionResult> RecentActions,
    IReadOnlyCollection<DateTime> NextActionTimes,
    DateTime CreatedAt,
    DateTime? LastUpdatedAt)
{
    internal static ScheduleInfo FromProto(Api.Schedule.V1.ScheduleInfo proto) => new(
        NumActions: proto.ActionCount,
        NumActionsMissedCatchupWindow: proto.MissedCatchupWindow,
        NumActionsSkippedOverlap: proto.OverlapSkipped,
        RunningActions: [.. proto.RunningWorkflows.Select(ScheduleActionExecutionStartWorkflow.FromProto)],
        RecentActions: [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)],
        NextActionTimes: [.. proto.FutureActionTimes.Select(time => time.ToDateTime())],
        CreatedAt: proto.CreateTime?.ToDateTime() ?? DateTime.UnixEpoch,
        LastUpdatedAt: proto.UpdateTime?.ToDateTime());
}
