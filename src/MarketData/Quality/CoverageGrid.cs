using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>How many of the sessions of a symbol's life have a clean bar, by symbol and calendar month.</summary>
public sealed class CoverageGrid
{
    private CoverageGrid(IReadOnlyList<string> months, IReadOnlyList<string> symbols, IReadOnlyList<IReadOnlyList<double?>> fractions, IReadOnlyList<int> missing)
    {
        Months = months;
        Symbols = symbols;
        Fractions = fractions;
        Missing = missing;
    }

    /// <summary>As yyyy-MM, ascending.</summary>
    public IReadOnlyList<string> Months { get; }

    /// <summary>Ordinal order.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>Per symbol and month, 0..1; null where the month lies outside the symbol's life.</summary>
    public IReadOnlyList<IReadOnlyList<double?>> Fractions { get; }

    /// <summary>Per symbol the number of sessions within its life without a clean bar.</summary>
    public IReadOnlyList<int> Missing { get; }

    /// <param name="bars">Schema <c>assay.bars/1</c>; its dates are the sessions.</param>
    public static CoverageGrid Of(Table bars)
    {
        var dates = bars.Expect(MarketDataSchemas.Bars).Date(BarColumns.Date);
        var symbols = bars.Text(BarColumns.Symbol);
        var months = new List<string>();

        // Sessions so far at the end of each month, and the month of each session.
        var ends = new List<int>();
        var session = -1;
        var count = symbols.Dictionary.Length;
        var first = new int[count];
        var last = new int[count];
        Array.Fill(first, -1);
        var present = Array.ConvertAll(symbols.Dictionary, _ => new List<int>());
        for (var row = 0; row < dates.Length; row++)
        {
            if (row == 0 || dates[row] != dates[row - 1])
            {
                session++;
                var month = new TradingDate(dates[row]).ToString()[..7];
                if (months.Count == 0 || !string.Equals(months[^1], month, StringComparison.Ordinal))
                {
                    months.Add(month);
                    ends.Add(session);
                }

                ends[^1] = session + 1;
            }

            var symbol = symbols.Codes[row];
            first[symbol] = first[symbol] < 0 ? session : first[symbol];
            last[symbol] = session;
            var counts = present[symbol];
            while (counts.Count < months.Count)
            {
                counts.Add(0);
            }

            counts[^1]++;
        }

        var fractions = new double?[count][];
        var missing = new int[count];
        for (var symbol = 0; symbol < count; symbol++)
        {
            (fractions[symbol], missing[symbol]) = Measure(ends, first[symbol], last[symbol], present[symbol]);
        }

        return new CoverageGrid(months, symbols.Dictionary, fractions, missing);
    }

    private static (double?[] Fractions, int Missing) Measure(List<int> ends, int first, int last, List<int> present)
    {
        var fractions = new double?[ends.Count];
        var missing = 0;
        for (var month = 0; month < ends.Count; month++)
        {
            var begin = Math.Max(first, month == 0 ? 0 : ends[month - 1]);
            var expected = Math.Min(last + 1, ends[month]) - begin;
            if (first >= 0 && expected > 0)
            {
                var there = month < present.Count ? present[month] : 0;
                fractions[month] = there / (double)expected;
                missing += expected - there;
            }
        }

        return (fractions, missing);
    }
}
