using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.Panels;

/// <summary>Turns a table of clean bars into dense panels.</summary>
public static class PanelBuilder
{
    /// <summary>The axis has every date and every symbol that the table has a row for.</summary>
    /// <param name="bars">Schema <c>assay.bars/1</c>, sorted by date.</param>
    /// <exception cref="ArgumentException">The table is not sorted by date, or has two rows for one date and symbol, or one without a symbol.</exception>
    public static MarketPanel Build(Table bars)
    {
        bars.Expect(MarketDataSchemas.Bars);
        var dates = bars.Date(BarColumns.Date);
        var symbol = bars.Text(BarColumns.Symbol);
        var codes = (int[])symbol.Codes.Clone();
        var symbols = BarOrder.OrderSymbols(codes, BarOrder.DropUnused(codes, symbol.Dictionary));
        var sessions = new List<TradingDate>();
        var cells = new int[dates.Length];
        for (var row = 0; row < dates.Length; row++)
        {
            if (codes[row] < 0)
            {
                throw new ArgumentException($"Row {row} has no symbol.", nameof(bars));
            }

            if (row == 0 || dates[row] != dates[row - 1])
            {
                sessions.Add(new TradingDate(dates[row]));
            }

            cells[row] = sessions.Count - 1;
        }

        var axis = new PanelAxis(sessions, symbols);
        var taken = new bool[axis.Length];
        for (var row = 0; row < cells.Length; row++)
        {
            cells[row] = axis.IndexOf(cells[row], codes[row]);
            if (taken[cells[row]])
            {
                throw new ArgumentException($"Two rows for {symbols[codes[row]]} on {new TradingDate(dates[row])}.", nameof(bars));
            }

            taken[cells[row]] = true;
        }

        var panels = BarColumns.Numbers(bars).Select(values => Spread(axis, cells, values)).ToArray();
        return new MarketPanel(
            panels[BarColumns.Open], panels[BarColumns.High], panels[BarColumns.Low], panels[BarColumns.Close], panels[BarColumns.Volume]);
    }

    private static Panel Spread(PanelAxis axis, ReadOnlySpan<int> cells, ReadOnlySpan<double> values)
    {
        var panel = Panel.Empty(axis);
        for (var row = 0; row < cells.Length; row++)
        {
            panel.Values[cells[row]] = values[row];
        }

        return panel;
    }
}
