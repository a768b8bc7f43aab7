namespace Assay.MarketData.Panels;

/// <summary>The daily bars of one snapshot as dense panels; NaN where a symbol has no (clean) bar. Prices in the quote currency, volume in shares.</summary>
public sealed record MarketPanel(Panel Open, Panel High, Panel Low, Panel Close, Panel Volume)
{
    public PanelAxis Axis => Close.Axis;
}
