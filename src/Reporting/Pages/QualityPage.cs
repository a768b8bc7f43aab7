using Assay.Reporting.Charts;
using Assay.Reporting.Html;

namespace Assay.Reporting.Pages;

/// <summary>The page about the quality of a file or snapshot.</summary>
public static class QualityPage
{
    /// <summary>UTF-8 HTML; the same view gives the same bytes.</summary>
    public static byte[] Draw(QualityView view)
    {
        var page = new HtmlPage($"Data quality: {view.Subject}");
        if (view.Synthetic)
        {
            page.Mark("Synthetic market: nothing on this page is of a real market.");
        }

        page.Paragraph(view.Verdict);
        foreach (var reason in view.Reasons)
        {
            page.Mark(reason);
        }

        page.Facts(view.Facts);
        if (view.Remarks.Count > 0)
        {
            page.List(view.Remarks);
        }

        page.Heading("What was found").Table(view.Counts);
        page.Heading("Coverage by symbol and month").Paragraph(view.CoverageNote);
        if (view.Months.Count > 0)
        {
            page.Picture(CoverageMap.Draw("Coverage by symbol and month", view.CoverageRows, view.Months, view.Coverage));
        }

        page.Heading("Where most was found").Table(view.Worst);
        page.Heading("Findings").Paragraph(view.FindingsNote).Table(view.Findings);
        return page.Close();
    }
}
