namespace Assay.MarketData.Panels;

/// <summary>
/// The daily bars of one snapshot as dense panels; NaN where a symbol has no (clean) bar, and where its bar does not tell. Prices in the quote
/// currency, volume in shares. Every bar has a close; one of a close alone has nothing else, others may lack the volume.
/// </summary>
public sealed record MarketPanel(Panel Open, Panel High, Panel Low, Panel Close, Panel Volume)
{
    public PanelAxis Axis => Close.Axis;

    /// <summary>The price at which an order of the session before is filled: the open, or the close of a bar without open; NaN where there is neither.</summary>
    public double FillPrice(int session, int symbol) => double.IsNaN(Open[session, symbol]) ? Close[session, symbol] : Open[session, symbol];

    /// <summary>True where an order of the session before waits for the close, because the bar has no open.</summary>
    public bool IsFilledAtClose(int session, int symbol) => double.IsNaN(Open[session, symbol]) && !double.IsNaN(Close[session, symbol]);
}
