using System.Text;
using Assay.Reporting.Pages;
using Snapshooter.Xunit3;

namespace Assay.Tests.Unit.Reporting;

public sealed class DailyPageTests
{
    [Fact]
    public void Draw_ADryRunWithAWarning_IsThePageThatWasReviewed() => Snapshot.Match(Encoding.UTF8.GetString(DailyPage.Draw(new()
    {
        Date = "2018-02-07",
        Synthetic = true,
        DryRun = true,
        Facts = [("release", "3"), ("regime", "1 & rising")],
        Warnings = ["The turnover is 0.9, above 0.40."],
        Trades = new PageTable(["symbol", "side", "shares"], [["BRK.B", "BUY", "12"], ["T<i>", "SELL", "5"]], 2),
        Weights = new PageTable(["symbol", "weight"], [["BRK.B", "0.1000"]], 1),
        SectorWeights = [("Financials", 0.1), ("Energy", 0.29), ("cash", 0.61)],
        SectorLimit = 0.3,
        Health = [("rank correlation, 20 sessions", "0.012")],
        Notes = ["T<i>: 3 shares wait for volume."],
    })));
}
