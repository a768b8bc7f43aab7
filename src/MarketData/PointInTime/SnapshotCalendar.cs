using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.PointInTime;

/// <summary>The exchange's calendar that a snapshot rests on. It is carried along, so that every machine judges by the same one, whatever its own configuration says.</summary>
/// <param name="Id">Id of the exchange's calendar.</param>
/// <param name="Digest">Digest of its sessions.</param>
/// <param name="Definition">What it is computed from, schema <c>assay.calendar/1</c>; null in documents that only name it.</param>
public sealed record SnapshotCalendar(string Id, Digest Digest, ArtifactRef? Definition = null)
{
    /// <summary>Keeps a calendar beside the snapshot that will carry it.</summary>
    public static SnapshotCalendar Keep(IArtifactStore store, ExchangeCalendar calendar) =>
        new(calendar.Id, calendar.Reference.Digest, store.PutJson(MarketDataSchemas.Calendar, calendar.Definition));

    /// <summary>The calendar itself: the one carried, or the one that the code knows where it is the same.</summary>
    /// <exception cref="MarketDataException">It is neither: nothing is ever judged by another calendar.</exception>
    public ExchangeCalendar Open(IArtifactStore store)
    {
        var calendar = Definition is { } kept ? CalendarBuilder.Build(store.ReadJson<CalendarDefinition>(kept))
            : ExchangeCalendars.Ids.Contains(Id) ? ExchangeCalendars.Find(Id)
            : null;
        return calendar?.Reference.Digest == Digest ? calendar : throw new MarketDataException(
            $"The snapshot rests on a calendar {Id} (digest {Digest.Hex[..12]}) that {(Definition is null ? "it does not carry and that is not the one known here" : "this version computes otherwise")}; add to the snapshot with 'assay data import' or 'assay data fetch', so that it carries the present one.");
    }
}
