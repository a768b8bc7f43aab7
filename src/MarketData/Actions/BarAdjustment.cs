using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Actions;

/// <summary>
/// Brings raw bars to the terms of the day they are read for, from the actions known then. Nothing adjusted is ever kept: a history read as
/// of T is the same for ever, whatever happens to the share later.
/// </summary>
public static class BarAdjustment
{
    /// <summary>Reads bars and actions as of an instant, and adjusts.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="asOf">The instant T; actions count up to its day in UTC.</param>
    /// <param name="adjustment">What is adjusted for.</param>
    /// <param name="span">Days given; later bars are read all the same, since factors rest on closes before later actions. What was paid is given of a whole read only.</param>
    public static AdjustedBars Read(SnapshotReader reader, DateTimeOffset asOf, PriceAdjustment adjustment, DateSpan span = default)
    {
        if (adjustment == PriceAdjustment.Raw || reader.Snapshot.Partitions(ObservedDataset.Actions).Count == 0)
        {
            return new AdjustedBars(reader.RawBars(asOf, span), []);
        }

        var adjusted = Apply(
            reader.RawBars(asOf, span with { Last = null }),
            reader.Read(ObservedDataset.Actions, asOf),
            adjustment,
            TradingDate.FromDateOnly(DateOnly.FromDateTime(asOf.UtcDateTime)));
        return span.Last is not { } last || adjusted.Bars.RowCount == 0 || adjusted.Bars.Date(BarColumns.Date)[^1] <= last.DayNumber
            ? adjusted
            : adjusted with { Bars = Until(adjusted.Bars, last), Paid = null };
    }

    /// <param name="rawBars">Schema <c>assay.bars.raw/1</c>, sorted by date.</param>
    /// <param name="actions">Schema <c>assay.observed.actions/1</c>, one statement per date, symbol and kind, as a read gives it.</param>
    /// <param name="adjustment">What is adjusted for.</param>
    /// <param name="asOf">Actions with a later ex-date do not count.</param>
    public static AdjustedBars Apply(Table rawBars, Table actions, PriceAdjustment adjustment, TradingDate asOf)
    {
        rawBars.Expect(MarketDataSchemas.RawBars);
        actions.Expect(MarketDataSchemas.ObservedActions);
        if (adjustment == PriceAdjustment.Raw || actions.RowCount == 0)
        {
            return new AdjustedBars(rawBars, []);
        }

        var history = new SymbolHistory(actions, asOf.DayNumber);
        var symbols = rawBars.Text(BarColumns.Symbol);
        var dates = rawBars.Date(BarColumns.Date);
        var listings = new ListingIndex(dates, symbols, history);
        var factors = new AdjustmentFactors(rawBars, listings, history, actions, adjustment, asOf.DayNumber);
        var numbers = BarColumns.Numbers(rawBars);
        if (!factors.IsEmpty)
        {
            numbers = [.. numbers.Select(values => (double[])values.Clone())];
            factors.Apply(dates, listings.OfRow, numbers);
        }

        var lines = rawBars.Int64(BarColumns.Line);
        return new AdjustedBars(Named(numbers), factors.Ignored)
        {
            Paid = factors.IsEmpty ? null : BarColumns.PaidTable(Named(BarColumns.Numbers(rawBars))),
            Symbols = new ListedSymbols(history, listings),
        };

        Table Named(double[][] values) => history.IsEmpty
            ? BarColumns.RawTable(dates, symbols.Codes, symbols.Dictionary, values, lines)
            : Renamed(dates, listings, values, lines);
    }

    private static Table Renamed(int[] dates, ListingIndex listings, double[][] numbers, long[] lines)
    {
        var codes = (int[])listings.OfRow.Clone();
        var names = BarOrder.OrderSymbols(codes, listings.Names());
        var order = BarOrder.Sort(dates, codes, names.Length);
        return BarColumns.RawTable(
            BarOrder.Take(dates, order),
            BarOrder.Take(codes, order),
            names,
            [.. numbers.Select(values => BarOrder.Take(values, order))],
            BarOrder.Take(lines, order));
    }

    private static Table Until(Table bars, TradingDate last)
    {
        var dates = bars.Date(BarColumns.Date);
        var count = 0;
        while (count < dates.Length && dates[count] <= last.DayNumber)
        {
            count++;
        }

        var symbols = bars.Text(BarColumns.Symbol);
        var codes = symbols.Codes[..count];
        return BarColumns.RawTable(
            dates[..count],
            codes,
            BarOrder.DropUnused(codes, symbols.Dictionary),
            [.. BarColumns.Numbers(bars).Select(values => values[..count])],
            bars.Int64(BarColumns.Line)[..count]);
    }
}
