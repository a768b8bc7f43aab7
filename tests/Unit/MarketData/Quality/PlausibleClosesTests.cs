using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.Quality;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Quality;

/// <summary>
/// Wrong bars of plausible size in the S&amp;P 500 file. The README counts 296 closes off by more than 0.5 % against Yahoo's, 166 of them on 2017-08-01;
/// the Yahoo file at hand (StockNet) has 58 of the symbols, and is the judge where it speaks.
/// </summary>
public sealed class PlausibleClosesTests
{
    private const string Bars = "us_5yr/all_stocks_5yr.csv.gz";
    private const string Second = "social_2014_2015/stocknet_prices.csv.gz";
    private static readonly TradingDate WorstDay = new(2017, 8, 1);

    [SharedDataFact(Second)]
    public void Inspect_WithoutASecondSource_NamesEveryWrongCloseOfTheWorstDayThatCanBeJudged()
    {
        var report = Inspect();
        var wrong = Wrong(report);
        var named = Of(report, QualityRule.EchoedBar);

        // The day: 277 of its 503 bars are named; all 18 wrong closes among the 58 symbols that can be judged are.
        named.Count(place => place.Date == WorstDay).ShouldBe(277);
        wrong.Count(place => place.Date == WorstDay).ShouldBe(18);
        wrong.Where(place => place.Date == WorstDay).Except(named).ShouldBeEmpty();

        // The other days that the README names.
        wrong.Count(place => place.Date == new TradingDate(2014, 10, 30)).ShouldBe(11);
        foreach (var day in new TradingDate[] { new(2014, 7, 17), new(2014, 8, 1), new(2014, 10, 29), new(2014, 10, 30) })
        {
            wrong.Where(place => place.Date == day).Except(named).ShouldBeEmpty();
        }

        named.Count(place => place.Date == new TradingDate(2017, 9, 14)).ShouldBe(32);
    }

    [SharedDataFact(Second)]
    public void Inspect_WithoutASecondSource_RaisesFewFalseAlarms()
    {
        var report = Inspect();
        var wrong = Wrong(report);
        HashSet<(string? Symbol, TradingDate? Date)> named = [.. Of(report, QualityRule.EchoedBar), .. Of(report, QualityRule.RevertingClose)];
        var second = BarImport.Read(SharedData.Find(Second)!, MarketSamples.Shipped().Import);
        var deviations = Deviations(second, Of(report, QualityRule.EchoedBar));

        // Of all 76 wrong closes among 66,454 compared 70 are named; the six that are not are DHR's, whose two histories are adjusted differently.
        report.ClosesCompared.ShouldBe(66_454);
        wrong.Count.ShouldBe(76);
        wrong.Except(named).Select(place => place.Symbol).ShouldBe(["DHR", "DHR", "DHR", "DHR", "DHR", "DHR"]);
        named.Count.ShouldBe(1_091);

        // Of the 1,084 bars named as echoes 101 can be judged: for 93 a price is off by over 0.5 %, for none all agree to 0.1 %.
        deviations.Length.ShouldBe(101);
        deviations.Count(deviation => deviation > 0.005).ShouldBe(93);
        deviations.ShouldAllBe(deviation => deviation > 0.001);

        // The judge itself, which has no such defect, is the measure of false alarms: 22 of 108,592 bars.
        var clean = QualityGate.Inspect(second, MarketSamples.Shipped().Quality).Report;
        (clean.CountOf(QualityRule.EchoedBar) + clean.CountOf(QualityRule.RevertingClose)).ShouldBe(22);
    }

    [SharedDataFact(Bars)]
    public void Inspect_SevenMovesOfOverHalf_AreFoundEachByItsRule()
    {
        // The seventh, LNT's return from half its price, is found at its cause: that close lies below the day's low, its row goes to quarantine, and the next open took it back.
        var report = QualityGate.Inspect(
            BarImport.Read(SharedData.Find(Bars)!, MarketSamples.Shipped().Import),
            MarketSamples.Shipped().Quality with { MaximumFindingsPerRule = 1_000_000 },
            new QualityContext { Calendar = ExchangeCalendars.Nyse }).Report;
        var moves = report.Findings.Where(finding => finding.Rule == QualityRule.Jump && Math.Abs(finding.Value!.Value) > 0.5).ToList();

        moves.Select(move => FormattableString.Invariant(
            $"{move.Symbol} {move.Date} {move.Value:0.000}: {string.Join(' ', report.Findings.Where(finding => finding.Symbol == move.Symbol && finding.Date == move.Date).Select(finding => finding.Rule).Order())}")).ShouldBe(
            [
                "VRTX 2013-04-19 0.619: Jump",
                "DISCA 2014-08-07 -0.506: Jump SplitLike",
                "DISCK 2014-08-07 -0.510: Jump SplitLike",
                "NI 2015-07-02 -0.626: Jump",
                "EBAY 2015-07-20 -0.569: Jump",
                "AMD 2016-04-22 0.523: Jump",
            ]);
        report.Findings.Where(finding => finding.Symbol == "LNT" && finding.Date == new TradingDate(2016, 5, 19)).Select(finding => (finding.Rule, finding.Severity))
            .ShouldBe([(QualityRule.LowAboveOpenOrClose, QualitySeverity.Error), (QualityRule.RevertingClose, QualitySeverity.Warning)]);
    }

    [SharedDataFact(Second)]
    public void Inspect_AgainstASecondSource_FindsWhatDiffersAndWhatIsLastingApart()
    {
        var report = Inspect();

        report.SymbolsCompared.ShouldBe(58);
        report.CountOf(QualityRule.ContradictedClose).ShouldBe(47);
        report.CountOf(QualityRule.DifferentClose).ShouldBe(29);
        Of(report, QualityRule.LevelStep).Select(place => place.Symbol).ShouldBe(["PPL", "DHR", "HON"], ignoreOrder: true);
        report.Verdict.ShouldBe(QualityVerdict.Degraded);
        report.Reasons.ShouldContain(reason => reason.StartsWith("47 of 66454 closes contradict the second source", StringComparison.Ordinal));
    }

    private static QualityReport Inspect()
    {
        var configuration = MarketSamples.Shipped();
        return QualityGate.Inspect(BarImport.Read(SharedData.Find(Bars)!, configuration.Import), configuration.Quality, new QualityContext
        {
            Calendar = ExchangeCalendars.Nyse,
            SecondSource = BarImport.Read(SharedData.Find(Second)!, configuration.Import),
        }).Report;
    }

    private static HashSet<(string? Symbol, TradingDate? Date)> Wrong(QualityReport report) =>
        [.. Of(report, QualityRule.ContradictedClose), .. Of(report, QualityRule.DifferentClose)];

    private static HashSet<(string? Symbol, TradingDate? Date)> Of(QualityReport report, QualityRule rule) =>
        [.. report.Findings.Where(finding => finding.Rule == rule).Select(finding => (finding.Symbol, finding.Date))];

    /// <summary>For each named bar that the second source has: how far its worst price lies from that source's, level by the median ratio of the symbol's closes around.</summary>
    private static double[] Deviations(Table second, IReadOnlySet<(string? Symbol, TradingDate? Date)> named)
    {
        var first = BarImport.Read(SharedData.Find(Bars)!, MarketSamples.Shipped().Import);
        var rows = Rows(first);
        var others = Rows(second);
        var common = rows.Keys.Where(others.ContainsKey).GroupBy(place => place.Symbol)
            .ToDictionary(group => group.Key, group => group.OrderBy(place => place.Day).ToList(), StringComparer.Ordinal);
        string[] prices = ["open", "high", "low", "close"];
        var deviations = new List<double>();
        foreach (var (symbol, date) in named)
        {
            var place = (symbol!, date!.Value.DayNumber);
            if (!others.TryGetValue(place, out var twin))
            {
                continue;
            }

            var near = common[symbol!];
            var at = near.IndexOf(place);
            var ratios = near.Skip(Math.Max(0, at - 10)).Take(Math.Min(at, 10) + 11)
                .Select(other => first.Float64("close")[rows[other]] / second.Float64("close")[others[other]]).Order().ToArray();
            var level = ratios.Length % 2 == 1 ? ratios[ratios.Length / 2] : 0.5 * (ratios[(ratios.Length / 2) - 1] + ratios[ratios.Length / 2]);
            deviations.Add(prices.Max(price => Math.Abs((first.Float64(price)[rows[place]] / second.Float64(price)[twin] / level) - 1)));
        }

        return [.. deviations];
    }

    private static Dictionary<(string Symbol, int Day), int> Rows(Table bars)
    {
        var symbols = bars.Text("symbol");
        var dates = bars.Date("date");
        return Enumerable.Range(0, bars.RowCount).ToDictionary(row => (symbols.At(row)!, dates[row]), row => row);
    }
}
