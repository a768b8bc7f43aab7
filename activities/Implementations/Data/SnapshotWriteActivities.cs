using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.MarketData.Calendars;
using Temporalio.Activities;

namespace Assay.Activities.Data;

/// <inheritdoc cref="ISnapshotWriteActivities"/>
/// <param name="runner">Keeps tables, documents and answers.</param>
/// <param name="home">The home.</param>
/// <param name="files">Moves the pointers.</param>
/// <param name="calendars">The exchanges' calendars as they stand now.</param>
public sealed class SnapshotWriteActivities(StageRunner runner, string home, HomeFiles files, Func<CalendarBook> calendars) : ISnapshotWriteActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<CommittedSnapshot> CommitSnapshotAsync(CommitSnapshot request) => runner.EffectAsync(
        nameof(CommitSnapshot), request.Name, invocation => new SnapshotCommit(runner, home, files, calendars, request, invocation).Commit());
}
