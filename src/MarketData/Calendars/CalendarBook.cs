using System.Collections.Frozen;
using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>The known calendars with what was announced since; each computed at its first use, and immutable.</summary>
public sealed class CalendarBook
{
    private readonly FrozenDictionary<string, Lazy<ExchangeCalendar>> calendars;

    /// <param name="options">Checked by <see cref="CalendarOptionsValidator"/>.</param>
    public CalendarBook(CalendarOptions options) => calendars = ExchangeCalendars.Ids.ToFrozenDictionary(
        id => id,
        id => new Lazy<ExchangeCalendar>(() => With(id, options)),
        StringComparer.Ordinal);

    /// <param name="id">Market identifier code of ISO 10383, in capitals.</param>
    /// <exception cref="MarketDataException">No such calendar is known.</exception>
    public ExchangeCalendar Find(string id) => calendars.TryGetValue(id, out var calendar) ? calendar.Value : ExchangeCalendars.Find(id);

    private static ExchangeCalendar With(string id, CalendarOptions options)
    {
        var closures = options.Closures.Where(entry => entry.Exchange == id)
            .Select(entry => new MarketClosure(TradingDate.Parse(entry.Date), entry.Reason)).ToArray();
        var special = options.SpecialHours.Where(entry => entry.Exchange == id)
            .Select(entry => new SpecialHours(TradingDate.Parse(entry.Date), ClockText.Parse(entry.Open), ClockText.Parse(entry.Close), entry.Reason)).ToArray();
        var coverage = options.Coverage.SingleOrDefault(entry => entry.Exchange == id);
        if (closures.Length == 0 && special.Length == 0 && coverage is null)
        {
            return ExchangeCalendars.Find(id);
        }

        var known = ExchangeCalendars.Definition(id);
        var changed = closures.Select(closure => closure.Date).Concat(special.Select(hours => hours.Date)).ToHashSet();
        return CalendarBuilder.Build(known with
        {
            LastDay = coverage is null ? known.LastDay : TradingDate.Parse(coverage.LastDay),
            Source = $"{known.Source}; with the announcements of {CalendarOptions.FileName}{(coverage is null ? string.Empty : $" ({coverage.Source})")}",
            Closures = [.. known.Closures, .. closures],
            Special = [.. known.Special.Where(hours => !changed.Contains(hours.Date)), .. special],
        });
    }
}
