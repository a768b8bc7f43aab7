using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule shall become.</summary>
/// <param name="Schedule">Takes the place of the whole schedule.</param>
/// <param name="TypedSearchAttributes">Null leaves them.</param>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
