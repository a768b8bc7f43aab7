namespace Temporalio.Client.Schedules;

/// <summary>Whether a schedule acts, and how often yet.</summary>
public record ScheduleState
{
    /// <summary>Why it is as it is, for people.</summary>
    public string? Note { get; init; }

    public bool Paused { get; init; }

    /// <summary>True to take no more than <see cref="RemainingActions"/>.</summary>
    public bool LimitedActions { get; init; }

    public long RemainingActions { get; init; }

    internal static ScheduleState FromProto(Api.Schedule.V1.ScheduleState proto) => new()
    {
        Note = proto.Notes.Length == 0 ? null : proto.Notes,
        Paused = proto.Paused,
        LimitedActions = proto.LimitedActions,
        RemainingActions = proto.RemainingActions,
    };

    internal Api.Schedule.V1.ScheduleState ToProto() => new()
    {
        Notes = Note ?? string.Empty,
        Paused = Paused,
        LimitedActions = LimitedActions,
        RemainingActions = RemainingActions,
    };
}
