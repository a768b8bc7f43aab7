using Assay.Artifacts.Tables;

namespace Assay.MarketData.Quality;

/// <summary>
/// Compares closes with those of a second source. The two may stand in a lasting ratio, where one adjusts for splits, spin-offs or dividends that the
/// other does not; a close is judged by how far it leaves the median ratio of the common sessions around it.
/// </summary>
internal static class SecondSource
{
    /// <summary>Common sessions before and after that the median ratio is of.</summary>
    private const int Reach = 10;

    /// <returns>Number of closes compared, and of symbols with any.</returns>
    public static (int Closes, int Symbols) Compare(RawBars bars, BarHistory history, Table second, QualityOptions options, FindingList findings)
    {
        var other = new RawBars(second);
        var common = FindCommon(bars, history, other);
        var closes = 0;
        var symbols = 0;
        var ratios = new List<double>();
        foreach (var rows in common)
        {
            closes += rows.Count;
            symbols += rows.Count > 0 ? 1 : 0;
            ratios.Clear();
            foreach (var (row, twin) in rows)
            {
                ratios.Add(bars.Close[row] / other.Close[twin]);
            }

            Judge(rows, [.. ratios], options, findings);
        }

        return (closes, symbols);
    }

    private static void Judge(List<(int Row, int Twin)> rows, double[] ratios, QualityOptions options, FindingList findings)
    {
        var window = new double[(2 * Reach) + 1];
        var level = double.NaN;
        for (var index = 0; index < ratios.Length; index++)
        {
            var begin = Math.Max(0, index - Reach);
            var end = Math.Min(ratios.Length, index + Reach + 1);
            ratios.AsSpan(begin, end - begin).CopyTo(window);
            var usual = BarHistory.Median(window.AsSpan(0, end - begin));
            var apart = (ratios[index] / usual) - 1;
            if (Math.Abs(apart) > options.ContradictedFraction)
            {
                findings.AddRow(QualityRule.ContradictedClose, rows[index].Row, apart, rows[end - 1].Row);
            }
            else if (Math.Abs(apart) > options.DifferentFraction)
            {
                findings.AddRow(QualityRule.DifferentClose, rows[index].Row, apart, rows[end - 1].Row);
            }

            if (Math.Abs((usual / level) - 1) > options.DifferentFraction)
            {
                findings.AddRow(QualityRule.LevelStep, rows[index].Row, (usual / level) - 1, rows[end - 1].Row);
            }

            level = usual;
        }
    }

    /// <summary>Rows with a usable close in both, by symbol of the first, in order of date.</summary>
    private static List<(int Row, int Twin)>[] FindCommon(RawBars bars, BarHistory history, RawBars other)
    {
        var codes = Array.ConvertAll(other.Symbols, symbol => Array.BinarySearch(bars.Symbols, symbol, StringComparer.Ordinal));
        var common = Array.ConvertAll(bars.Symbols, _ => new List<(int, int)>());
        var twins = new int[bars.Symbols.Length];
        Array.Fill(twins, -1);
        var otherDate = 0;
        for (var date = 0; date < bars.DateCount; date++)
        {
            var day = bars.Date[bars.DateBegins[date]];
            while (otherDate < other.DateCount && other.Date[other.DateBegins[otherDate]] < day)
            {
                otherDate++;
            }

            if (otherDate == other.DateCount || other.Date[other.DateBegins[otherDate]] != day)
            {
                continue;
            }

            for (var twin = other.DateBegins[otherDate]; twin < other.DateBegins[otherDate + 1]; twin++)
            {
                if (other.SymbolCode[twin] >= 0 && codes[other.SymbolCode[twin]] is >= 0 and var symbol && other.Close[twin] > 0)
                {
                    twins[symbol] = twin;
                }
            }

            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (history.IsOnSession(date, row) && history.IsPriced(row) && twins[bars.SymbolCode[row]] is >= 0 and var twin && other.Date[twin] == day)
                {
                    common[bars.SymbolCode[row]].Add((row, twin));
                }
            }
        }

        return common;
    }
}
