namespace Assay.Cli.Schedules;

/// <summary>One schedule as a list shows it. Times are UTC, ISO with zone.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="WorkflowType">What it starts.</param>
/// <param name="Paused">True where it starts nothing.</param>
/// <param name="Note">Why it is as it is; null for nothing.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Next">When it starts next; null for never, or while it is paused.</param>
/// <param name="Last">When it started last; null for never.</param>
/// <param name="Started">Workflows started so far.</param>
/// <param name="Missed">Starts that fell due while the service was away for longer than the catch-up window.</param>
internal sealed record ScheduleLine(
    string Id, string WorkflowType, bool Paused, string? Note, string? TimeZone, string? Next, string? Last, long Started, long Missed);
