using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Incremental;

/// <summary>What can be had at an instant.</summary>
/// <param name="Session">The newest session whose bar a source can have published.</param>
/// <param name="AvailableAt">Since when it can have.</param>
/// <param name="Day">Today at the exchange.</param>
public sealed record FetchHorizon(TradingDate Session, DateTimeOffset AvailableAt, TradingDate Day)
{
    /// <param name="calendar">Of the exchange.</param>
    /// <param name="now">The instant of the fetch.</param>
    /// <param name="delay">What the fastest of the sources takes after a close.</param>
    /// <exception cref="MarketDataException">The calendar does not cover the instant.</exception>
    public static FetchHorizon At(ExchangeCalendar calendar, DateTimeOffset now, TimeSpan delay)
    {
        var session = calendar.LastClosed(now - delay);
        return new FetchHorizon(session.Date, session.Close + delay, LocalDays.Of(now, calendar.ZoneId)!.Value);
    }
}
