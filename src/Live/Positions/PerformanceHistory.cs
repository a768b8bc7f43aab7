using System.Globalization;
using System.Text;
using Assay.Domain;

namespace Assay.Live.Positions;

/// <summary>
/// <c>live/performance_history.csv</c>: one line per session with what the portfolio was worth at its close and what was recommended.
/// A session that is run again replaces its own line.
/// </summary>
public static class PerformanceHistory
{
    public const string Header = "date,portfolio_value,daily_return,turnover,regime,trades,put_off,release";

    /// <exception cref="LiveException">A line is malformed.</exception>
    public static IReadOnlyList<PerformanceDay> Parse(string text, string name)
    {
        var days = new List<PerformanceDay>();
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0 && !string.Equals(lines[0].Trim(), Header, StringComparison.Ordinal))
        {
            throw new LiveException($"{name} has another first line than '{Header}'; restore it from a copy of the home.");
        }

        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            if (cells.Length != 8
                || !TradingDate.TryParse(cells[0], out var date)
                || !decimal.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !TryOptional(cells[2], out var dailyReturn)
                || !double.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var turnover)
                || !int.TryParse(cells[4], NumberStyles.Integer, CultureInfo.InvariantCulture, out var regime)
                || !int.TryParse(cells[5], NumberStyles.Integer, CultureInfo.InvariantCulture, out var trades)
                || !int.TryParse(cells[6], NumberStyles.Integer, CultureInfo.InvariantCulture, out var putOff)
                || !int.TryParse(cells[7], NumberStyles.Integer, CultureInfo.InvariantCulture, out var release))
            {
                throw new LiveException($"{name}, line {i + 1}: '{lines[i]}' is not a line of the history; restore it from a copy of the home.");
            }

            days.Add(new PerformanceDay(date, value, dailyReturn, turnover, regime, trades, putOff, release));
        }

        return days;
    }

    /// <summary>The history with the day added, or put in the place of its earlier line; dates ascend.</summary>
    public static IReadOnlyList<PerformanceDay> With(IReadOnlyList<PerformanceDay> days, PerformanceDay day) =>
        [.. days.Where(earlier => earlier.Date != day.Date).Append(day).OrderBy(entry => entry.Date)];

    public static string Write(IReadOnlyList<PerformanceDay> days)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var day in days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{day.Date},{day.PortfolioValue:f2},");
            text.Append(day.DailyReturn is { } known ? known.ToString("r", CultureInfo.InvariantCulture) : string.Empty);
            text.Append(CultureInfo.InvariantCulture, $",{day.Turnover:r},{day.Regime},{day.Trades},{day.PutOff},{day.Release}\n");
        }

        return text.ToString();
    }

    private static bool TryOptional(string cell, out double? value)
    {
        value = null;
        if (cell.Length == 0)
        {
            return true;
        }

        var known = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        value = number;
        return known;
    }
}
