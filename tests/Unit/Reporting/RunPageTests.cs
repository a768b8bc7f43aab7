using System.Text;
using System.Xml.Linq;
using Assay.Domain;
using Assay.Reporting.Charts;
using Assay.Reporting.Pages;
using Snapshooter.Xunit3;

namespace Assay.Tests.Unit.Reporting;

public sealed class RunPageTests
{
    [Fact]
    public void Draw_AnyView_IsSelfContained()
    {
        var html = Encoding.UTF8.GetString(RunPage.Draw(View("one<b>")));

        html.ShouldNotContain("src=");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<link");
        html.Split("<svg").Length.ShouldBe(4);
    }

    [Fact]
    public void Draw_TextWithMarkup_IsEscaped()
    {
        var html = Encoding.UTF8.GetString(RunPage.Draw(View("one<b>")));

        html.ShouldNotContain("one<b>");
        html.ShouldContain("one&lt;b&gt;");
    }

    [Fact]
    public void Draw_SyntheticMarket_SaysSoFirst() =>
        Encoding.UTF8.GetString(RunPage.Draw(View("x"))).IndexOf("Synthetic market", StringComparison.Ordinal).ShouldBeInRange(1, 3_000);

    [Fact]
    public void Draw_DryRun_SaysSo() => Encoding.UTF8.GetString(RunPage.Draw(View("x") with { DryRun = true })).ShouldContain("Dry run");

    [Fact]
    public void Draw_AReleasedRun_IsThePageThatWasReviewed() => Snapshot.Match(Encoding.UTF8.GetString(RunPage.Draw(View("one<b>"))));

    [Fact]
    public void LineChart_WithGapsAndFlatLine_IsWellFormed()
    {
        var svg = LineChart.Draw("t", Dates(), [new ChartSeries("flat", [1, 1, 1]), new ChartSeries("gap", [double.NaN, 2, double.NaN])], "0.00");

        var document = XDocument.Parse(svg);
        document.Descendants().Count(element => element.Name.LocalName == "path").ShouldBe(2);
        svg.ShouldNotContain("NaN");
    }

    [Fact]
    public void HeatMap_UndefinedCell_SaysUndefined()
    {
        var svg = HeatMap.Draw("t", ["m"], ["a", "b"], [[1.5, null]], 2);

        XDocument.Parse(svg).Descendants().Select(element => element.Value).ShouldContain("undefined");
        svg.ShouldContain("1.50");
    }

    private static TradingDate[] Dates() => [TradingDate.Parse("2018-02-05"), TradingDate.Parse("2018-02-06"), TradingDate.Parse("2018-02-07")];

    private static RunView View(string name) => new()
    {
        Market = "synthetic",
        Synthetic = true,
        Outcome = "released",
        Facts = [("market", name)],
        Candidates = [name],
        Optimizers = ["hrp"],
        SharpeMatrix = [[1.2]],
        Sessions = Dates(),
        Curves = [new EquityCurve(name, [1, 1.1, 0.9])],
        Comparison = new PageTable(["pair"], [[name]], 1),
        Scores = new PageTable(["model"], [[name]], 1),
        Findings = new PageTable(["rule"], [["none"]], 1),
    };
}
