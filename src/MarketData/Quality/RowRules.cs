using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Quality;

/// <summary>
/// The rules that put a row into quarantine. Each looks at the row, at the other rows of its date, and at earlier dates, never at later
/// ones; the exception, short history, is spelt out at <see cref="QualityOptions.MinimumSymbolRows"/>.
/// </summary>
internal static class RowRules
{
    private const int DaysInWeek = 7;

    /// <summary>Gives a bit set per row: bit n stands for <see cref="QualityRule"/> n, 0 for a clean row.</summary>
    public static uint[] Judge(RawBars bars, QualityOptions options, ExchangeCalendar? calendar)
    {
        var broken = new uint[bars.Count];
        for (var row = 0; row < broken.Length; row++)
        {
            broken[row] = JudgeRow(bars, row);
        }

        AcceptWhatNeverWas(bars, broken);
        MarkDuplicates(bars, broken);
        MarkClosedDates(bars, broken, options, calendar);
        MarkShortHistories(bars, broken, options.MinimumSymbolRows);
        return broken;
    }

    /// <summary>True for a row that has a close and nothing else.</summary>
    public static bool IsCloseAlone(RawBars bars, int row) => bars.Close[row] > 0
        && double.IsNaN(bars.Numbers[BarColumns.Open][row]) && double.IsNaN(bars.Numbers[BarColumns.High][row])
        && double.IsNaN(bars.Numbers[BarColumns.Low][row]) && double.IsNaN(bars.Numbers[BarColumns.Volume][row]);

    /// <summary>True for a row with all prices and no volume.</summary>
    public static bool IsVolumeUnknown(RawBars bars, int row) => double.IsNaN(bars.Numbers[BarColumns.Volume][row])
        && !double.IsNaN(bars.Numbers[BarColumns.Open][row] + bars.Numbers[BarColumns.High][row] + bars.Numbers[BarColumns.Low][row] + bars.Close[row]);

    public static uint Bit(QualityRule rule) => 1u << (int)rule;

    private static uint JudgeRow(RawBars bars, int row)
    {
        var open = bars.Numbers[BarColumns.Open][row];
        var high = bars.Numbers[BarColumns.High][row];
        var low = bars.Numbers[BarColumns.Low][row];
        var close = bars.Numbers[BarColumns.Close][row];
        var volume = bars.Numbers[BarColumns.Volume][row];
        var broken = 0u;

        // Comparisons with NaN are false, so a missing price breaks no rule but its own.
        Mark(ref broken, QualityRule.MissingSymbol, bars.SymbolCode[row] < 0);
        Mark(ref broken, QualityRule.WeekendDate, IsWeekend(bars.Date[row]));
        Mark(ref broken, QualityRule.MissingPrice, double.IsNaN(open + high + low + close));
        Mark(ref broken, QualityRule.NonPositivePrice, open <= 0 || high <= 0 || low <= 0 || close <= 0);
        Mark(ref broken, QualityRule.HighBelowLow, high < low);
        Mark(ref broken, QualityRule.HighBelowOpenOrClose, high < open || high < close);
        Mark(ref broken, QualityRule.LowAboveOpenOrClose, low > open || low > close);
        Mark(ref broken, QualityRule.MissingVolume, double.IsNaN(volume));
        Mark(ref broken, QualityRule.NegativeVolume, volume < 0);
        return broken;
    }

    private static void Mark(ref uint broken, QualityRule rule, bool isBroken) => broken |= isBroken ? Bit(rule) : 0u;

    /// <summary>1970-01-01 was a Thursday: day 2 of the count was a Saturday, day 3 a Sunday.</summary>
    private static bool IsWeekend(int dayNumber) => (((dayNumber % DaysInWeek) + DaysInWeek) % DaysInWeek) is 2 or 3;

    /// <summary>
    /// A close without the rest, or prices without a volume, are a defect of a symbol that had more before, and all there is of one that never had.
    /// </summary>
    private static void AcceptWhatNeverWas(RawBars bars, uint[] broken)
    {
        var hadMore = new bool[bars.Symbols.Length];
        var hadVolume = new bool[bars.Symbols.Length];
        for (var row = 0; row < broken.Length; row++)
        {
            if (bars.SymbolCode[row] < 0)
            {
                continue;
            }

            ref var had = ref hadMore[bars.SymbolCode[row]];
            var isAlone = IsCloseAlone(bars, row);
            had |= !isAlone && !double.IsNaN(bars.Close[row]);
            if (isAlone && !had)
            {
                broken[row] &= ~(Bit(QualityRule.MissingPrice) | Bit(QualityRule.MissingVolume));
            }

            ref var hadOne = ref hadVolume[bars.SymbolCode[row]];
            hadOne |= !double.IsNaN(bars.Numbers[BarColumns.Volume][row]);
            if (!hadOne && IsVolumeUnknown(bars, row))
            {
                broken[row] &= ~Bit(QualityRule.MissingVolume);
            }
        }
    }

    private static void MarkDuplicates(RawBars bars, uint[] broken)
    {
        for (var first = 0; first < broken.Length;)
        {
            var next = first + 1;
            var conflict = false;
            while (next < broken.Length && bars.Date[next] == bars.Date[first] && bars.SymbolCode[next] == bars.SymbolCode[first])
            {
                conflict |= !bars.SameNumbers(first, next++);
            }

            if (next > first + 1 && bars.SymbolCode[first] >= 0)
            {
                var bit = Bit(conflict ? QualityRule.DuplicateConflict : QualityRule.DuplicateRepeat);
                for (var row = conflict ? first : first + 1; row < next; row++)
                {
                    broken[row] |= bit;
                }
            }

            first = next;
        }
    }

    private static void MarkClosedDates(RawBars bars, uint[] broken, QualityOptions options, ExchangeCalendar? calendar)
    {
        var dates = bars.DateCount;
        var rows = new int[dates];
        for (var date = 0; date < dates; date++)
        {
            var begin = bars.DateBegins[date];
            if (IsWeekend(bars.Date[begin]))
            {
                continue;
            }

            if (calendar is not null && IsClosed(calendar, new TradingDate(bars.Date[begin])))
            {
                Mark(broken.AsSpan(begin, bars.DateBegins[date + 1] - begin), QualityRule.ClosedMarket);
                continue;
            }

            rows[date] = bars.DateBegins[date + 1] - begin;
            var reference = 0;
            for (var earlier = Math.Max(0, date - options.SessionReferenceDates); earlier < date; earlier++)
            {
                reference = Math.Max(reference, rows[earlier]);
            }

            if (rows[date] < options.MinimumSessionShare * reference)
            {
                Mark(broken.AsSpan(begin, rows[date]), QualityRule.NotASession);
            }
        }
    }

    private static bool IsClosed(ExchangeCalendar calendar, TradingDate date) =>
        date >= calendar.FirstDay && date <= calendar.LastDay && !calendar.IsSession(date);

    private static void Mark(Span<uint> broken, QualityRule rule)
    {
        foreach (ref var rules in broken)
        {
            rules |= Bit(rule);
        }
    }

    private static void MarkShortHistories(RawBars bars, uint[] broken, int minimumRows)
    {
        var clean = new int[bars.Symbols.Length];
        for (var row = 0; row < broken.Length; row++)
        {
            if (broken[row] == 0)
            {
                clean[bars.SymbolCode[row]]++;
            }
        }

        for (var row = 0; row < broken.Length; row++)
        {
            if (bars.SymbolCode[row] >= 0 && clean[bars.SymbolCode[row]] < minimumRows)
            {
                broken[row] |= Bit(QualityRule.ShortHistory);
            }
        }
    }
}
