using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Quality;

/// <summary>Sessions that nobody has, dates that few have, and symbols that come late or leave.</summary>
internal static class SessionRules
{
    /// <summary>With fewer symbols than this a share of them says nothing about a date.</summary>
    private const int SymbolsToJudgeDate = 5;

    public static void Warn(RawBars bars, BarHistory history, ExchangeCalendar? calendar, QualityOptions options, FindingList findings)
    {
        if (calendar is not null)
        {
            WarnOfAbsentSessions(history, calendar, findings);
        }

        WarnOfThinDates(bars, history, options, findings);
        SayWhoCameAndLeft(bars, history, options.SurvivorEndSessions, findings);
    }

    private static void WarnOfAbsentSessions(BarHistory history, ExchangeCalendar calendar, FindingList findings)
    {
        for (var session = 1; session < history.Sessions.Length; session++)
        {
            var after = Math.Max(history.Sessions[session - 1] + 1, calendar.FirstDay.DayNumber);
            var before = Math.Min(history.Sessions[session] - 1, calendar.LastDay.DayNumber);
            if (after > before)
            {
                continue;
            }

            foreach (var absent in calendar.SessionsIn(new TradingDate(after), new TradingDate(before)))
            {
                findings.AddDay(QualityRule.AbsentSession, -1, absent.DayNumber, null, history.Sessions[session]);
            }
        }
    }

    /// <summary>Asks of each date how many have a clean row of the symbols that had one within the sessions just before.</summary>
    private static void WarnOfThinDates(RawBars bars, BarHistory history, QualityOptions options, FindingList findings)
    {
        var window = options.SurvivorEndSessions + 1;
        var last = new int[bars.Symbols.Length];
        Array.Fill(last, -1);

        // Number of symbols by the last session that has them.
        var seen = new int[history.Sessions.Length];
        for (var date = 0; date < bars.DateCount; date++)
        {
            var session = history.SessionOfDate[date];
            if (session < 0)
            {
                continue;
            }

            var alive = 0;
            for (var earlier = Math.Max(0, session - window); earlier < session; earlier++)
            {
                alive += seen[earlier];
            }

            var present = 0;
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (history.Broken[row] != 0)
                {
                    continue;
                }

                var symbol = bars.SymbolCode[row];
                present += last[symbol] >= session - window && last[symbol] >= 0 ? 1 : 0;
                if (last[symbol] >= 0)
                {
                    seen[last[symbol]]--;
                }

                last[symbol] = session;
                seen[session]++;
            }

            if (alive >= SymbolsToJudgeDate && present < options.MinimumDateCoverage * alive)
            {
                findings.AddDay(QualityRule.LowDateCoverage, -1, history.Sessions[session], present / (double)alive, history.Sessions[session]);
            }
        }
    }

    private static void SayWhoCameAndLeft(RawBars bars, BarHistory history, int wait, FindingList findings)
    {
        var last = new int[bars.Symbols.Length];
        Array.Fill(last, -1);
        var leavers = new List<(int KnownSession, int Session, int Symbol)>();
        for (var date = 0; date < bars.DateCount; date++)
        {
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (!history.IsOnSession(date, row))
                {
                    continue;
                }

                var symbol = bars.SymbolCode[row];
                var session = history.SessionOfDate[date];
                if (last[symbol] < 0 && session > 0)
                {
                    findings.AddRow(QualityRule.LateStart, row, session);
                }
                else if (last[symbol] >= 0 && session - last[symbol] > wait + 1)
                {
                    leavers.Add((last[symbol] + wait + 1, last[symbol], symbol));
                }

                last[symbol] = session;
            }
        }

        for (var symbol = 0; symbol < last.Length; symbol++)
        {
            if (last[symbol] >= 0 && last[symbol] + wait + 1 < history.Sessions.Length)
            {
                leavers.Add((last[symbol] + wait + 1, last[symbol], symbol));
            }
        }

        leavers.Sort();
        foreach (var (known, session, symbol) in leavers)
        {
            findings.AddDay(QualityRule.EndsEarly, symbol, history.Sessions[session], null, history.Sessions[known]);
        }
    }
}
