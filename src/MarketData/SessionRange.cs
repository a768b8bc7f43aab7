using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData;

/// <summary>Cuts raw bars to the sessions that a person asked for.</summary>
public static class SessionRange
{
    /// <param name="rawBars">Schema <c>assay.bars.raw/1</c>.</param>
    /// <param name="start">First date kept, or null for all.</param>
    /// <param name="end">Last date kept, or null for all.</param>
    /// <exception cref="MarketDataException">No row lies in the range.</exception>
    public static Table Cut(Table rawBars, TradingDate? start, TradingDate? end)
    {
        rawBars.Expect(MarketDataSchemas.RawBars);
        if (start is null && end is null)
        {
            return rawBars;
        }

        var first = start?.DayNumber ?? int.MinValue;
        var last = end?.DayNumber ?? int.MaxValue;
        var dates = rawBars.Date(BarColumns.Date);
        var kept = new List<int>(dates.Length);
        for (var row = 0; row < dates.Length; row++)
        {
            if (dates[row] >= first && dates[row] <= last)
            {
                kept.Add(row);
            }
        }

        if (kept.Count == 0)
        {
            throw new MarketDataException($"No bar lies from {start?.ToString() ?? "the first"} to {end?.ToString() ?? "the last"} session; give another --start or --end.");
        }

        int[] rows = [.. kept];
        var symbols = rawBars.Text(BarColumns.Symbol);
        var codes = BarOrder.Take(symbols.Codes, rows);
        return BarColumns.RawTable(
            BarOrder.Take(dates, rows),
            codes,
            BarOrder.DropUnused(codes, symbols.Dictionary),
            [.. BarColumns.Numbers(rawBars).Select(values => BarOrder.Take(values, rows))],
            BarOrder.Take(rawBars.Int64(BarColumns.Line), rows));
    }
}
