using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>How many sessions lie between the end of the data and the instant they are to serve.</summary>
internal static class Staleness
{
    /// <returns>Null where nobody asks, or nothing can be said.</returns>
    public static int? Warn(TradingDate? last, QualityContext context, FindingList findings)
    {
        if (context is not { AsOf: { } asOf, Calendar: { } calendar } || last is not { } end || end < calendar.FirstDay || end > calendar.LastDay)
        {
            return null;
        }

        var day = TradingDate.FromDateOnly(DateOnly.FromDateTime(asOf.UtcDateTime));
        if (day <= calendar.FirstDay || day >= calendar.LastDay)
        {
            return null;
        }

        var due = calendar.LastClosed(asOf).Date;
        var stale = Math.Max(0, calendar.SessionsApart(end, due));
        if (stale > 0)
        {
            findings.AddDay(QualityRule.Stale, -1, end.DayNumber, stale, due.DayNumber);
        }

        return stale;
    }
}
