using System.Text;
using System.Xml.Linq;
using Assay.Activities.Reports;
using Assay.MarketData.Quality;
using Assay.Reporting.Charts;
using Assay.Reporting.Pages;
using Assay.Tests.Unit.MarketData;
using Snapshooter.Xunit3;

namespace Assay.Tests.Unit.Reporting;

public sealed class QualityPageTests
{
    private static readonly string[] Rows =
    [
        "2018-01-30,A,1,2,0.5,1.5,100", "2018-01-30,B<i>,2,2,2,2,10", "2018-01-31,A,1,2,0.5,1.5,100", "2018-02-01,A,1,2,0.5,1.4,100", "2018-02-02,A,1,2,3,1.5,100",
        "2018-02-02,B<i>,2,2.5,2,2,10", "2018-02-05,A,1.1,2,0.5,1.4,100", "2018-02-05,B<i>,2,2.5,2,2.1,10",
    ];

    [Fact]
    public void Draw_FindingsOfAFile_IsSelfContainedAndEscaped()
    {
        var html = Page();

        html.ShouldNotContain("src=");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<link");
        html.ShouldNotContain("B<i>");
        html.ShouldContain("B&lt;i&gt;");
    }

    [Fact]
    public void Draw_FindingsOfAFile_IsThePageThatWasReviewed() => Snapshot.Match(Page());

    [Fact]
    public void Of_SymbolWithGaps_CountsWithinItsLifeOnly()
    {
        var grid = CoverageGrid.Of(QualityGate.Inspect(MarketSamples.Raw(Rows), MarketSamples.Quality).Bars);

        grid.Months.ShouldBe(["2018-01", "2018-02"]);
        grid.Symbols.ShouldBe(["A", "B<i>"]);
        grid.Fractions[0].ShouldBe([1, 2 / 3.0]);
        grid.Fractions[1].ShouldBe([0.5, 2 / 3.0]);
        grid.Missing.ShouldBe([1, 2]);
    }

    [Fact]
    public void CoverageMap_NeighboursAlike_AreOneRectangle()
    {
        var svg = CoverageMap.Draw("t", ["a", "b"], ["2017-12", "2018-01", "2018-02"], [[1, 1, 1], [null, 0, 0.95]]);

        var document = XDocument.Parse(svg);
        document.Descendants().Count(element => element.Name.LocalName == "rect").ShouldBe(3);
        document.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ShouldBe(["2018", "a", "b"]);
    }

    private static string Page() => Encoding.UTF8.GetString(QualityPage.Draw(QualityViewComposer.Compose(
        "x", QualityGate.Inspect(MarketSamples.Raw(Rows), MarketSamples.Quality with { FailAboveQuarantinedShare = 1 }), ["A remark."], synthetic: false)));
}
