using Assay.Reporting.Charts;
using Assay.Reporting.Html;

namespace Assay.Reporting.Pages;

/// <summary>The page of one day's recommendations.</summary>
public static class DailyPage
{
    /// <summary>UTF-8 HTML; the same view gives the same bytes.</summary>
    public static byte[] Draw(DailyView view)
    {
        var page = new HtmlPage($"Recommendations for {view.Date}");
        if (view.Synthetic)
        {
            page.Mark("Synthetic market: these are no recommendations for a real market.");
        }

        if (view.DryRun)
        {
            page.Mark("Dry run: nobody is to trade on this.");
        }

        foreach (var warning in view.Warnings)
        {
            page.Mark(warning);
        }

        page.Facts(view.Facts);
        page.Heading("Trades").Table(view.Trades);
        if (view.Notes.Count > 0)
        {
            page.Heading("Left for later sessions").List(view.Notes);
        }

        page.Heading("Target weights")
            .Picture(BarChart.Draw("Target weights by sector, cash last", view.SectorWeights, view.SectorLimit))
            .Paragraph("The line is the cap of one sector; names follow by weight.")
            .Table(view.Weights);
        page.Heading("Model health").Facts(view.Health);
        return page.Close();
    }
}
