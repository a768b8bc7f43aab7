using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>The rules that warn about a row against the symbol's earlier rows and the day's cross-section, and leave it in.</summary>
internal static class HistoryRules
{
    public static void Warn(RawBars bars, uint[] broken, double jumpFraction, FindingList findings)
    {
        var sessions = FindSessions(bars, broken);
        var lastRow = new int[bars.Symbols.Length];
        var lastClean = new int[bars.Symbols.Length];
        var lastSession = new int[bars.Symbols.Length];
        Array.Fill(lastRow, -1);
        Array.Fill(lastClean, -1);
        var returns = new double[bars.Count];
        var session = -1;
        for (var date = 0; date < bars.DateBegins.Length - 1; date++)
        {
            var begin = bars.DateBegins[date];
            var end = bars.DateBegins[date + 1];
            session += session + 1 < sessions.Count && sessions[session + 1] == bars.Date[begin] ? 1 : 0;
            var isSession = session >= 0 && sessions[session] == bars.Date[begin];
            for (var row = begin; row < end; row++)
            {
                returns[row] = double.NaN;
                var symbol = bars.SymbolCode[row];
                if (symbol < 0 || !isSession)
                {
                    continue;
                }

                if (lastRow[symbol] >= 0)
                {
                    WarnOfGap(bars, sessions, lastSession[symbol], session, row, findings);
                    WarnOfRepeat(bars, lastRow[symbol], row, findings);
                }

                if (bars.Numbers[BarColumns.Volume][row] == 0)
                {
                    findings.Add(QualityRule.ZeroVolume, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], 0);
                }

                if (broken[row] == 0)
                {
                    returns[row] = lastClean[symbol] < 0 ? double.NaN : (bars.Close[row] / bars.Close[lastClean[symbol]]) - 1;
                    lastClean[symbol] = row;
                }

                lastRow[symbol] = row;
                lastSession[symbol] = session;
            }

            WarnOfJumps(bars, returns, begin, end, jumpFraction, findings);
        }
    }

    /// <summary>The dates with a clean row, ascending.</summary>
    private static List<int> FindSessions(RawBars bars, uint[] broken)
    {
        var sessions = new List<int>();
        for (var row = 0; row < broken.Length; row++)
        {
            if (broken[row] == 0 && (sessions.Count == 0 || sessions[^1] != bars.Date[row]))
            {
                sessions.Add(bars.Date[row]);
            }
        }

        return sessions;
    }

    private static void WarnOfGap(RawBars bars, List<int> sessions, int last, int present, int row, FindingList findings)
    {
        for (var missing = last + 1; missing < present; missing++)
        {
            findings.Add(QualityRule.MissingSession, bars.SymbolAt(row), new TradingDate(sessions[missing]));
        }
    }

    private static void WarnOfRepeat(RawBars bars, int previous, int row, FindingList findings)
    {
        if (bars.Date[previous] == bars.Date[row])
        {
            return;
        }

        for (var price = BarColumns.Open; price <= BarColumns.Close; price++)
        {
            // NaN equals nothing here: missing prices do not repeat each other.
            if (!(bars.Numbers[price][previous] == bars.Numbers[price][row]))
            {
                return;
            }
        }

        var volumes = bars.Numbers[BarColumns.Volume];
        var rule = volumes[previous] == volumes[row] ? QualityRule.FrozenBar : QualityRule.FrozenPrices;
        findings.Add(rule, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], bars.Close[row]);
    }

    private static void WarnOfJumps(RawBars bars, double[] returns, int begin, int end, double jumpFraction, FindingList findings)
    {
        var largest = 0.0;
        for (var row = begin; row < end; row++)
        {
            largest = Math.Max(largest, double.IsNaN(returns[row]) ? 0 : Math.Abs(returns[row]));
        }

        // The median lies among the returns, so no return is further from it than twice the largest.
        if (2 * largest <= jumpFraction)
        {
            return;
        }

        var market = Median(returns.AsSpan(begin, end - begin));
        for (var row = begin; row < end; row++)
        {
            if (Math.Abs(returns[row] - market) > jumpFraction)
            {
                findings.Add(QualityRule.Jump, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], returns[row]);
            }
        }
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        var present = new double[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                present[count++] = value;
            }
        }

        Array.Sort(present, 0, count);
        return count % 2 == 1 ? present[count / 2] : 0.5 * (present[(count / 2) - 1] + present[count / 2]);
    }
}
