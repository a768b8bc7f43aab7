using Temporalio.Client.Schedules;

namespace Assay.Cli.Schedules;

/// <param name="Id">Schedule id.</param>
/// <param name="Schedule">What is done and when.</param>
/// <param name="Paused">Why the file pauses it; null where it does not.</param>
internal sealed record DesiredSchedule(string Id, Schedule Schedule, string? Paused);
