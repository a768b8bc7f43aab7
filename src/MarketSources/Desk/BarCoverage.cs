using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Settings;

namespace Assay.MarketSources.Desk;

/// <summary>Compares the bars of an answer with the sessions that there were.</summary>
internal sealed class BarCoverage(ExchangeCalendar calendar, SourcesConfiguration configuration)
{
    /// <summary>Whether the range holds a session that any source can have finished by now.</summary>
    public bool ExpectsBars(SourceRequest request, DateTimeOffset now) => LastExpected(request, TimeSpan.Zero, now) is not null;

    /// <summary>Why the answer is less than it should be; null where it is not.</summary>
    public MarketSourceException? Weakness(SourceRequest request, SourceAnswer answer)
    {
        var dates = answer.Table.Date(ObservedDataset.Bars.Date);
        var fetchedAt = answer.Payloads[^1].FetchedAt;
        var delay = TimeSpan.FromMinutes(configuration.Sources.First(source => source.Name == answer.Source).DelayMinutes);
        if (LastExpected(request, delay, fetchedAt) is not { } expected)
        {
            return null;
        }

        if (dates.Length == 0)
        {
            return new MarketSourceException(
                SourceFailureKind.NoData, answer.Source, $"it gives no bar of {request.Key} from {request.First} to {expected} that can be used; check the symbol and the range");
        }

        var last = new TradingDate(dates[^1]);
        var behind = calendar.SessionsApart(last < calendar.FirstDay ? calendar.FirstDay : last, expected);
        if (behind > configuration.Reconciliation.StaleSessions)
        {
            return new MarketSourceException(
                SourceFailureKind.Stale, answer.Source, $"its last bar of {request.Key} is of {last}, {behind} sessions before {expected}; wait until it has caught up, or see whether the symbol still trades");
        }

        var given = dates.ToHashSet();
        var first = new TradingDate(dates[0]);
        if (first < calendar.FirstDay)
        {
            return null;
        }

        var missing = 0;
        foreach (var session in calendar.SessionsIn(first, last))
        {
            missing += given.Contains(session.DayNumber) ? 0 : 1;
        }

        return missing <= configuration.Reconciliation.MissingSessions ? null : new MarketSourceException(
            SourceFailureKind.Partial, answer.Source, $"{missing} sessions are missing in its bars of {request.Key} between {first} and {last}; fetch them from another source");
    }

    private TradingDate? LastExpected(SourceRequest request, TimeSpan delay, DateTimeOffset now)
    {
        var closed = calendar.LastClosed(now - delay).Date;
        var last = request.Last < closed ? request.Last : closed;
        if (last < calendar.FirstDay || request.First > last)
        {
            return null;
        }

        var session = calendar.OnOrBefore(last);
        return session >= request.First ? session : null;
    }
}
