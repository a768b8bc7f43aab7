using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketSources.Settings;

namespace Assay.MarketSources.Vendors;

/// <summary>Since when what a vendor says counts as known.</summary>
/// <param name="Calendar">Sessions of the exchange.</param>
/// <param name="Delay">From a session's close until the vendor's daily bar can be had.</param>
/// <param name="Series">How series are read.</param>
internal sealed record ReadingRules(ExchangeCalendar Calendar, TimeSpan Delay, IReadOnlyList<SeriesOptions> Series)
{
    private const int DefaultSeriesHours = 48;

    // No exchange is closed for longer at a stretch in the years covered.
    private const int MostDaysToSession = 10;

    /// <summary>
    /// A bar is known from its session's close and the vendor's delay on; null while that lies ahead of the fetch, when the bar is not final. A bar of a
    /// day without a session is known from the fetch on.
    /// </summary>
    public DateTimeOffset? BarKnownAt(TradingDate date, DateTimeOffset fetchedAt)
    {
        if (!IsCovered(date) || !Calendar.IsSession(date))
        {
            return date.DayNumber < Today(fetchedAt) ? fetchedAt : null;
        }

        var known = Calendar.Session(date).Close + Delay;
        return known <= fetchedAt ? known : null;
    }

    /// <summary>An action is known from the opening of its ex-date on, by when it is public; one that lies ahead, from the fetch on.</summary>
    public DateTimeOffset ActionKnownAt(TradingDate exDate, DateTimeOffset fetchedAt)
    {
        if (!IsCovered(exDate) || exDate.AddDays(MostDaysToSession) > Calendar.LastDay)
        {
            return fetchedAt;
        }

        var open = Calendar.Session(Calendar.OnOrAfter(exDate)).Open;
        return open < fetchedAt ? open : fetchedAt;
    }

    public SeriesOptions SeriesOf(string name) =>
        Series.FirstOrDefault(entry => entry.Name == name) ?? new SeriesOptions { Name = name, Vintages = false, KnownAfterHours = DefaultSeriesHours };

    private static int Today(DateTimeOffset instant) => TradingDate.FromDateOnly(DateOnly.FromDateTime(instant.UtcDateTime)).DayNumber;

    private bool IsCovered(TradingDate date) => date >= Calendar.FirstDay && date <= Calendar.LastDay;
}
