namespace Assay.MarketData.Panels;

/// <summary>
/// One number per session and symbol, such as a score: a dense matrix, symbol-major, so that one symbol's history is contiguous.
/// </summary>
public sealed class Panel
{
    /// <param name="axis">The sessions and symbols the panel lies on.</param>
    /// <param name="values">Length sessions × symbols; the value of symbol s at session t stands at s × sessions + t; NaN where there is none.</param>
    public Panel(PanelAxis axis, double[] values)
    {
        if (values.Length != axis.Length)
        {
            throw new ArgumentException($"A panel of {axis.SessionCount} sessions and {axis.SymbolCount} symbols needs {axis.Length} values, not {values.Length}.", nameof(values));
        }

        Axis = axis;
        Values = values;
    }

    public PanelAxis Axis { get; }

    /// <summary>All values, symbol-major; not to be written by a reader.</summary>
    public double[] Values { get; }

    public double this[int session, int symbol] => Values[Axis.IndexOf(session, symbol)];

    /// <summary>The history of one symbol, one value per session.</summary>
    public ReadOnlySpan<double> HistoryOf(int symbol) => Values.AsSpan(symbol * Axis.SessionCount, Axis.SessionCount);

    /// <summary>A panel filled with NaN.</summary>
    public static Panel Empty(PanelAxis axis)
    {
        var values = new double[axis.Length];
        Array.Fill(values, double.NaN);
        return new Panel(axis, values);
    }
}
