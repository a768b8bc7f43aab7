using Assay.MarketData.Panels;

namespace Assay.Tests.Unit.Features;

internal static class Shortened
{
    /// <summary>The bars without the first sessions.</summary>
    public static MarketPanel Bars(MarketPanel market, int dropped)
    {
        var axis = new PanelAxis([.. market.Axis.Sessions.Skip(dropped)], market.Axis.Symbols);
        Panel Cut(Panel panel)
        {
            var cut = Panel.Empty(axis);
            for (var s = 0; s < axis.SymbolCount; s++)
            {
                panel.HistoryOf(s)[dropped..].CopyTo(cut.Values.AsSpan(axis.IndexOf(0, s)));
            }

            return cut;
        }

        return new MarketPanel(Cut(market.Open), Cut(market.High), Cut(market.Low), Cut(market.Close), Cut(market.Volume));
    }
}
