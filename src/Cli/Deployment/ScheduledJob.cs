namespace Assay.Cli.Deployment;

/// <summary>When one job starts. Without a weekday or a day of the month: on every session of the exchange.</summary>
internal sealed record ScheduledJob
{
    /// <summary>Time of day in the exchange's zone, <c>HH:mm</c>.</summary>
    public string At { get; init; } = string.Empty;

    /// <summary>Once a week: <c>monday</c> to <c>sunday</c>.</summary>
    public string? Weekday { get; init; }

    /// <summary>Once a month: 1 to 28.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Where the last one still runs: <c>skip</c>, <c>bufferOne</c>, <c>bufferAll</c>, <c>cancelOther</c>, <c>terminateOther</c> or <c>allowAll</c>.</summary>
    public string Overlap { get; init; } = "skip";

    /// <summary>How late it may still start after the service was away, hours, 1 to 168.</summary>
    public int CatchUpHours { get; init; } = 6;

    /// <summary>Why it does not start for now; null where it does.</summary>
    public string? Paused { get; init; }
}
