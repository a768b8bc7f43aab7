namespace Temporalio.Client.Schedules;

/// <summary>The instants whose every part lies in one of its ranges. By default midnight of every day.</summary>
public record ScheduleCalendarSpec
{
    public static IReadOnlyCollection<ScheduleRange> Beginning { get; } = [ScheduleRange.Zero];

    public static IReadOnlyCollection<ScheduleRange> AllMonthDays { get; } = [new(1, 31)];

    public static IReadOnlyCollection<ScheduleRange> AllMonths { get; } = [new(1, 12)];

    public static IReadOnlyCollection<ScheduleRange> AllWeekDays { get; } = [new(0, 6)];

    /// <summary>0 to 59.</summary>
    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>0 to 59.</summary>
    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    /// <summary>0 to 23.</summary>
    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    /// <summary>1 to 31.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    /// <summary>1 to 12.</summary>
    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    /// <summary>Empty for every year.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    /// <summary>0 (Sunday) to 6.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    public string? Comment { get; init; }

    internal static ScheduleCalendarSpec FromProto(Api.Schedule.V1.StructuredCalendarSpec proto) => new()
    {
        Second = ScheduleRange.FromProto(proto.Second),
        Minute = ScheduleRange.FromProto(proto.Minute),
        Hour = ScheduleRange.FromProto(proto.Hour),
        DayOfMonth = ScheduleRange.FromProto(proto.DayOfMonth),
        Month = ScheduleRange.FromProto(proto.Month),
        Year = ScheduleRange.FromProto(proto.Year),
        DayOfWeek = ScheduleRange.FromProto(proto.DayOfWeek),
        Comment = proto.Comment.Length == 0 ? null : proto.Comment,
    };

    internal Api.Schedule.V1.StructuredCalendarSpec ToProto() => new()
    {
        Second = { ScheduleRange.ToProto(Second) },
        Minute = { ScheduleRange.ToProto(Minute) },
        Hour = { ScheduleRange.ToProto(Hour) },
        DayOfMonth = { ScheduleRange.ToProto(DayOfMonth) },
        Month = { ScheduleRange.ToProto(Month) },
        Year = { ScheduleRange.ToProto(Year) },
        DayOfWeek = { ScheduleRange.ToProto(DayOfWeek) },
        Comment = Comment ?? string.Empty,
    };
}
