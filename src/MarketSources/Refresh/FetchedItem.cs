using Assay.Domain;
using Assay.MarketData.Incremental;
using Assay.MarketSources.Desk;

namespace Assay.MarketSources.Refresh;

/// <summary>What came of one item of a plan, kept before the next was asked for.</summary>
/// <param name="Item">What was asked.</param>
/// <param name="Table">The rows; null where none came.</param>
/// <param name="Actions">Corporate actions that came along with bars; null where the source keeps them apart.</param>
/// <param name="Payloads">The bytes that the sources gave.</param>
/// <param name="Provenance">From whom, when, and with what reservations.</param>
public sealed record FetchedItem(
    FetchItem Item, ArtifactRef? Table, ArtifactRef? Actions, IReadOnlyList<ArtifactRef> Payloads, SourceProvenance Provenance)
{
    /// <summary>True where nothing came for now, and asking again later makes sense.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDeferred => Provenance.Outcome == FetchOutcome.Deferred;

    /// <summary>True where a quota is the cause, and not a source that fails and rests.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool WaitsForQuota => IsDeferred
        && Provenance.Attempts.Any(attempt => attempt.Failure is SourceFailureKind.QuotaUsedUp or SourceFailureKind.Throttled);

    /// <summary>The actions that came with these bars, as the answer to a request of their own; null where they do not cover it.</summary>
    public FetchedItem? ActionsFor(FetchItem actions) =>
        Actions is { } table && string.Equals(actions.Key, Item.Key, StringComparison.Ordinal) && actions.First >= Item.First && actions.Last <= Item.Last
            ? new FetchedItem(actions, table, null, Payloads, Provenance with
            {
                Dataset = SourceDataset.Actions,
                First = actions.First,
                Last = actions.Last,
                Rows = (int)(table.Rows ?? 0),
                Attempts = [.. Provenance.Attempts.Where(attempt => attempt.Rows > 0).Take(1).Select(attempt => attempt with { Rows = (int)(table.Rows ?? 0) })],
                Disagreements = [],
                Remarks = [],
                Degraded = [],
            })
            : null;
}
