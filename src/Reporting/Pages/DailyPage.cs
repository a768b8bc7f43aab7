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

        foreach (var warning in view.Warnings)
        {
            page.Mark(warning);
        }

        page.Table(["what", "value"], [.. view.Facts.Select(fact => (IReadOnlyList<string>)[fact.Name, fact.Value])], 2);
        page.Heading("Trades").Table(view.Trades.Header, view.Trades.Rows, view.Trades.FirstNumericColumn);
        page.Heading("Target weights").Table(view.Weights.Header, view.Weights.Rows, view.Weights.FirstNumericColumn);
        page.Heading("Model health").Table(view.Health.Header, view.Health.Rows, view.Health.FirstNumericColumn);
        return page.Close();
    }
}
