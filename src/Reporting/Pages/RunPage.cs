using Assay.Reporting.Charts;
using Assay.Reporting.Html;

namespace Assay.Reporting.Pages;

/// <summary>The page of one run.</summary>
public static class RunPage
{
    /// <summary>UTF-8 HTML; the same view gives the same bytes.</summary>
    public static byte[] Draw(RunView view)
    {
        var page = new HtmlPage($"Assay run: {view.Market}");
        if (view.Synthetic)
        {
            page.Mark("Synthetic market: nothing on this page is of a real market, and no production trust accepts what it led to.");
        }

        if (view.DryRun)
        {
            page.Mark("Dry run: nothing of this run may be released.");
        }

        page.Paragraph(view.Outcome).Facts(view.Facts);
        page.Heading("Net Sharpe ratio by model and optimizer")
            .Picture(HeatMap.Draw("Net Sharpe ratio by model and optimizer", view.Candidates, view.Optimizers, view.SharpeMatrix, 2));
        page.Heading("Equity, net of costs")
            .Picture(LineChart.Draw("Equity of the best pairs and of equal weight", view.Sessions, [.. view.Curves.Select(curve => new ChartSeries(curve.Name, curve.Equity, curve.IsReference))], "0.00"));
        page.Heading("Drawdown")
            .Picture(LineChart.Draw("Drawdown of the best pairs and of equal weight", view.Sessions, [.. view.Curves.Select(curve => new ChartSeries(curve.Name, DrawdownOf(curve.Equity), curve.IsReference))], "0.0 %"));
        page.Heading("Every pair");
        page.Table(view.Comparison);
        if (view.Gates is not null)
        {
            page.Heading("Gates").Paragraph("✗ marks a closed gate; a pair needs all of them open.").Table(view.Gates);
        }

        if (view.Regimes is not null)
        {
            page.Heading("By market regime");
            page.Table(view.Regimes);
        }

        page.Heading("Scores, out of sample");
        page.Table(view.Scores);
        if (view.Flags is not null)
        {
            page.Heading("Flags of the audit");
            page.Table(view.Flags);
        }

        if (view.Trades is not null)
        {
            page.Heading("Today's trades");
            foreach (var violation in view.TradesWithheld)
            {
                page.Mark("Trades are withheld: " + violation);
            }

            page.Table(view.Trades);
        }

        page.Heading("Findings in the data");
        page.Table(view.Findings);
        return page.Close();
    }

    /// <summary>Loss against the highest value so far, at most 0.</summary>
    private static double[] DrawdownOf(IReadOnlyList<double> equity)
    {
        var drawdown = new double[equity.Count];
        var peak = double.NaN;
        for (var i = 0; i < equity.Count; i++)
        {
            if (!double.IsFinite(equity[i]))
            {
                drawdown[i] = double.NaN;
                continue;
            }

            peak = double.IsNaN(peak) ? Math.Max(1, equity[i]) : Math.Max(peak, equity[i]);
            drawdown[i] = (equity[i] / peak) - 1;
        }

        return drawdown;
    }
}
