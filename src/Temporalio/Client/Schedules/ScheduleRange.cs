using Google.Protobuf.Collections;

namespace Temporalio.Client.Schedules;

/// <summary>Every <paramref name="Step"/>-th number from <paramref name="Start"/> to <paramref name="End"/>, both inclusive.</summary>
public record ScheduleRange(int Start, int End, int Step)
{
    public ScheduleRange(int start)
        : this(start, start, 1)
    {
    }

    public ScheduleRange(int start, int end)
        : this(start, end, 1)
    {
    }

    public static ScheduleRange Zero { get; } = new(0);

    /// <summary>Zero for an end or a step means the start and 1 on the wire.</summary>
    internal static IReadOnlyCollection<ScheduleRange> FromProto(RepeatedField<Api.Schedule.V1.Range> protos) =>
        [.. protos.Select(proto => new ScheduleRange(proto.Start, Math.Max(proto.Start, proto.End), Math.Max(1, proto.Step)))];

    internal static IEnumerable<Api.Schedule.V1.Range> ToProto(IEnumerable<ScheduleRange> ranges) =>
        ranges.Select(range => new Api.Schedule.V1.Range { Start = range.Start, End = range.End, Step = range.Step });
}
