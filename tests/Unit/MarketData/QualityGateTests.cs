using System.Text.Json;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Quality;

namespace Assay.Tests.Unit.MarketData;

public sealed class QualityGateTests
{
    [Fact]
    public void Inspect_CleanBars_PassesThemAll()
    {
        string[] rows = ["2018-02-06,A,1,2,0.5,1.5,100", "2018-02-06,B,2,2,2,2,0.5", "2018-02-07,A,1,2,0.5,1.6,100"];

        var result = Inspect(rows);

        result.Bars.SchemaId.ShouldBe(MarketDataSchemas.Bars);
        MarketSamples.Rows(result.Bars).ShouldBe(rows);
        result.Quarantine.RowCount.ShouldBe(0);
        result.Report.RowsQuarantined.ShouldBe(0);
        result.Report.Sessions.ShouldBe(2);
        result.Report.SymbolsClean.ShouldBe(2);
        result.Report.FirstDate.ShouldBe(TradingDate.Parse("2018-02-06"));
        result.Report.CoverageFraction.ShouldBe(1);
    }

    /// <summary>By symbol and day: A never tells more than closes, I no volume, M whole bars from the second day on, W always until the last day.</summary>
    [Fact]
    public void Inspect_BarsOfEveryKind_TakesForCleanWhatNeverHadMore()
    {
        string[] clean =
        [
            "2018-02-05,A,,,,1.5,", "2018-02-05,I,1,2,0.5,1.5,", "2018-02-05,M,,,,1.5,", "2018-02-05,W,1,2,0.5,1.5,100",
            "2018-02-06,A,,,,1.6,", "2018-02-06,I,1,2,0.5,1.6,", "2018-02-06,M,1,2,0.5,1.6,100", "2018-02-06,W,1,2,0.5,1.6,100",
        ];

        var result = Inspect([.. clean, "2018-02-07,M,,,,1.7,", "2018-02-07,W,1,2,0.5,1.7,"]);

        MarketSamples.Rows(result.Bars).ShouldBe(clean);
        var rules = result.Quarantine.Text("rules");
        Enumerable.Range(0, 2).Select(rules.At).ShouldBe(["missing_price;missing_volume", "missing_volume"]);
        result.Report.Findings.Single(finding => finding.Rule == QualityRule.ClosesAlone).Value.ShouldBe(3);
        var unknown = result.Report.Findings.Single(finding => finding.Rule == QualityRule.VolumeUnknown);
        (unknown.Symbol, unknown.Date, unknown.KnownOn).ShouldBe(("I", TradingDate.Parse("2018-02-05"), TradingDate.Parse("2018-02-05")));
        result.Report.Verdict.ShouldNotBe(QualityVerdict.Pass);
        result.Report.Reasons.ShouldContain("1 symbols have bars without volume: nothing says how many shares can be had.");
    }

    [Theory]
    [InlineData("2018-02-07,,1,2,0.5,1.5,100", "missing_symbol")]
    [InlineData("2018-02-10,A,1,2,0.5,1.5,100", "weekend_date")]
    [InlineData("2018-02-11,A,1,2,0.5,1.5,100", "weekend_date")]
    [InlineData("1969-12-28,A,1,2,0.5,1.5,100", "weekend_date")]
    [InlineData("2018-02-07,A,,2,0.5,1.5,100", "missing_price")]
    [InlineData("2018-02-07,A,1,,0.5,1.5,100", "missing_price")]
    [InlineData("2018-02-07,A,1,2,,1.5,100", "missing_price")]
    [InlineData("2018-02-07,A,1,2,0.5,,100", "missing_price")]
    [InlineData("2018-02-07,A,1,2,0,1.5,100", "non_positive_price")]
    [InlineData("2018-02-07,A,-3,2,-4,1.5,100", "non_positive_price")]
    [InlineData("2018-02-07,A,1,0.5,1,1,100", "high_below_low;high_below_open_or_close")]
    [InlineData("2018-02-07,A,1,1.4,0.5,1.5,100", "high_below_open_or_close")]
    [InlineData("2018-02-07,A,2.1,2,0.5,1.5,100", "high_below_open_or_close")]
    [InlineData("2018-02-07,A,1,2,1.1,1.5,100", "low_above_open_or_close")]
    [InlineData("2018-02-07,A,2,2,1.6,1.5,100", "low_above_open_or_close")]
    [InlineData("2018-02-07,A,1,2,0.5,1.5,", "missing_volume")]
    [InlineData("2018-02-07,A,1,2,0.5,1.5,-1", "negative_volume")]
    [InlineData("2018-02-10,A,,2,2.5,1.5,", "weekend_date;missing_price;high_below_low;low_above_open_or_close;missing_volume")]
    public void Inspect_WrongRow_GoesToQuarantineWithEveryRuleItBroke(string row, string rules)
    {
        string[] others = ["2018-02-05,A,1,2,0.5,1.5,100", "2018-02-05,B,1,2,0.5,1.5,100", "2018-02-06,B,1,2,0.5,1.5,99"];

        var result = Inspect([.. others, row]);

        MarketSamples.Rows(result.Bars).ShouldBe(others);
        MarketSamples.Rows(result.Quarantine).ShouldBe([row]);
        result.Quarantine.SchemaId.ShouldBe(MarketDataSchemas.Quarantine);
        result.Quarantine.Text("rules").At(0).ShouldBe(rules);
        result.Quarantine.Int64("line").ShouldBe([4L]);
        var errors = result.Report.Findings.Where(finding => finding.Severity == QualitySeverity.Error).ToArray();
        errors.Length.ShouldBe(rules.Split(';').Length);
        var date = TradingDate.Parse(row[..10]);
        errors.ShouldAllBe(finding => finding.Line == 4 && finding.Date == date);
    }

    [Fact]
    public void Inspect_ContradictingDuplicates_KeepsNone()
    {
        var result = Inspect(["2018-02-06,A,1,2,0.5,1.5,100", "2018-02-07,A,1,2,0.5,1.5,100", "2018-02-07,A,1,2,0.5,1.6,100", "2018-02-07,A,1,2,0.5,1.5,100"]);

        MarketSamples.Rows(result.Bars).ShouldBe(["2018-02-06,A,1,2,0.5,1.5,100"]);
        result.Report.CountOf(QualityRule.DuplicateConflict).ShouldBe(3);
    }

    [Fact]
    public void Inspect_IdenticalDuplicates_KeepsTheFirst()
    {
        var result = Inspect(["2018-02-07,A,1,2,0.5,1.5,100", "2018-02-07,A,1,2,0.5,1.5,100"]);

        result.Bars.RowCount.ShouldBe(1);
        result.Quarantine.Int64("line").ShouldBe([2L]);
        result.Quarantine.Text("rules").At(0).ShouldBe("duplicate_repeat");
    }

    [Fact]
    public void Inspect_SymbolWithThreeRows_IsQuarantinedWholeWithOneFinding()
    {
        var rows = Enumerable.Range(5, 5).Select(day => $"2018-02-0{day},A,1,2,0.5,1.5,{day}")
            .Concat(["2018-02-06,B,1,2,0.5,1.5,1", "2018-02-07,B,1,2,0.5,1.5,2", "2018-02-08,B,1,2,0.5,1.5,3"]);

        var result = QualityGate.Inspect(MarketSamples.Raw([.. rows]), MarketSamples.Quality with { MinimumSymbolRows = 4 });

        result.Bars.Text("symbol").Dictionary.ShouldBe(["A"]);
        result.Quarantine.RowCount.ShouldBe(3);
        var finding = result.Report.Findings.Single(item => item.Rule == QualityRule.ShortHistory);
        finding.Symbol.ShouldBe("B");
        finding.Value.ShouldBe(3);
    }

    [Fact]
    public void Inspect_DateThatHardlyAnySymbolHas_IsNoSession()
    {
        var rows = Enumerable.Range(0, 10).Select(symbol => $"2018-07-03,S{symbol},1,2,0.5,1.5,1").Append("2018-07-04,S3,1,2,0.5,1.5,1")
            .Concat(Enumerable.Range(0, 9).Select(symbol => $"2018-07-05,S{symbol},1,2,0.5,1.5,2"));

        var result = QualityGate.Inspect(MarketSamples.Raw([.. rows]), MarketSamples.Quality with { MinimumSessionShare = 0.2 });

        result.Quarantine.Text("rules").At(0).ShouldBe("not_a_session");
        result.Quarantine.RowCount.ShouldBe(1);
        result.Report.CountOf(QualityRule.MissingSession).ShouldBe(0);
    }

    [Fact]
    public void Inspect_GapWithinALife_IsReportedPerSession()
    {
        var rows = Enumerable.Range(5, 5).Select(day => $"2018-02-0{day},A,1,2,0.5,1.5,{day}")
            .Concat(["2018-02-06,B,1,2,0.5,1.5,1", "2018-02-09,B,1,2,0.5,1.5,2"]);

        var result = Inspect([.. rows]);

        result.Report.Findings.Where(finding => finding.Rule == QualityRule.MissingSession).Select(finding => $"{finding.Symbol} {finding.Date}")
            .ShouldBe(["B 2018-02-07", "B 2018-02-08"]);
        result.Report.CoverageFraction.ShouldBe(7.0 / 9.0);
        result.Report.LowestCoverageDate.ShouldBe(TradingDate.Parse("2018-02-07"));
        result.Report.LowestCoverageFraction.ShouldBe(0.5);
    }

    [Fact]
    public void Inspect_RepeatedBars_AreReportedAndKept()
    {
        var result = Inspect(["2018-02-06,A,1,2,0.5,1.5,100", "2018-02-07,A,1,2,0.5,1.5,100", "2018-02-08,A,1,2,0.5,1.5,101"]);

        result.Bars.RowCount.ShouldBe(3);
        result.Report.Findings.Single(finding => finding.Rule == QualityRule.FrozenBar).Date.ShouldBe(TradingDate.Parse("2018-02-07"));
        result.Report.Findings.Single(finding => finding.Rule == QualityRule.FrozenPrices).Date.ShouldBe(TradingDate.Parse("2018-02-08"));
    }

    [Fact]
    public void Inspect_MoveThatTheMarketDoesNotShare_IsAJump()
    {
        var first = Enumerable.Range(0, 5).Select(symbol => $"2018-02-06,S{symbol},10,10,10,10,1");
        string[] second = ["2018-02-07,S0,7,7,7,7,1", "2018-02-07,S1,7.1,7.1,7.1,7.1,1", "2018-02-07,S2,7.2,7.2,7.2,7.2,1", "2018-02-07,S3,7.3,7.3,7.3,7.3,1", "2018-02-07,S4,10.1,10.1,10.1,10.1,1"];

        var jump = Inspect([.. first, .. second]).Report.Findings.Single(finding => finding.Rule == QualityRule.Jump);

        jump.Symbol.ShouldBe("S4");
        jump.Value.ShouldNotBeNull().ShouldBe(0.01, 1e-12);
    }

    [Fact]
    public void Inspect_ZeroVolume_IsReportedAndKept()
    {
        var result = Inspect(["2018-02-06,A,1,2,0.5,1.5,0"]);

        result.Bars.RowCount.ShouldBe(1);
        result.Report.CountOf(QualityRule.ZeroVolume).ShouldBe(1);
    }

    [Fact]
    public void Inspect_NoUsableRow_SaysWhichRulesTookThem()
    {
        var options = MarketSamples.Quality with { MinimumSymbolRows = 3 };

        var report = QualityGate.Inspect(MarketSamples.Raw(["2018-02-06,A,1,2,0.5,1.5,1", "2018-02-07,A,1,2,0.5,-1.5,1"]), options).Report;

        report.Verdict.ShouldBe(QualityVerdict.Fail);
        report.Reasons[0].ShouldBe("No row is usable (non_positive_price 1, low_above_open_or_close 1, short_history 1).");
    }

    [Fact]
    public void Inspect_DatesOutsideTheCalendar_AreSaidAndDegrade()
    {
        string[] rows = ["1989-12-28,A,1,2,0.5,1.5,100", "1989-12-29,A,1,2,0.5,1.5,101", "1990-01-02,A,1,2,0.5,1.5,102"];

        var report = QualityGate.Inspect(MarketSamples.Raw(rows), MarketSamples.Quality, new QualityContext { Calendar = ExchangeCalendars.Nyse }).Report;

        report.Findings.Single(finding => finding.Rule == QualityRule.OutsideCalendar).Value.ShouldBe(2);
        report.Verdict.ShouldBe(QualityVerdict.Degraded);
        report.Reasons.ShouldContain("Some dates lie outside the years of the calendar XNYS, 1990-01-01 to 2030-12-31: nothing says whether they are sessions, and which are missing.");
    }

    [Theory]
    [InlineData("2018-02-09", 1)]
    [InlineData("2018-02-06", 0)]
    public void Inspect_EverySymbolExistsToTheEnd_SaysSurvivorshipIsNotControlled(string lastOfB, int expected)
    {
        var rows = Enumerable.Range(5, 5).Select(day => $"2018-02-0{day},A,1,2,0.5,1.5,{day}").Append($"{lastOfB},B,1,2,0.5,1.5,1");

        Inspect([.. rows]).Report.CountOf(QualityRule.SurvivorshipBiasNotControlled).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, QualityVerdict.Pass)]
    [InlineData(1, QualityVerdict.Degraded)]
    [InlineData(50, QualityVerdict.Degraded)]
    [InlineData(51, QualityVerdict.Fail)]
    [InlineData(100, QualityVerdict.Fail)]
    public void Inspect_ShareOfWrongRows_DecidesTheVerdict(int wrong, QualityVerdict verdict)
    {
        var rows = Enumerable.Range(0, 100).Select(symbol => $"2018-02-06,S{symbol:D2},1,2,{(symbol < wrong ? 3 : 1)},1.5,9");

        var report = Inspect([.. rows]).Report;

        report.Verdict.ShouldBe(verdict);
        report.Reasons.Count.ShouldBe(wrong == 0 ? 0 : wrong == 100 ? 2 : 1);
        report.QuarantinedShare.ShouldBe(wrong / 100.0);
    }

    [Fact]
    public void Inspect_ManyFindings_ListsTheFirstAndCountsAll()
    {
        var rows = Enumerable.Range(0, 50).Select(symbol => $"2018-02-06,S{symbol:D2},1,2,0.5,1.5,0");

        var report = QualityGate.Inspect(MarketSamples.Raw([.. rows]), MarketSamples.Quality with { MaximumFindingsPerRule = 7 }).Report;

        report.Counts.Single(count => count.Rule == QualityRule.ZeroVolume).ShouldBe(new QualityRuleCount(QualityRule.ZeroVolume, QualitySeverity.Warning, 50, 7));
        report.Findings.Count(finding => finding.Rule == QualityRule.ZeroVolume).ShouldBe(7);
    }

    [Fact]
    public void Inspect_RowsInAnyOrder_GivesTheSame()
    {
        var (rows, _) = FaultyMarket.Make(seed: 3, sessions: 40, symbols: 6);
        var reversed = FaultyMarket.Table(rows.Reverse());

        var result = QualityGate.Inspect(FaultyMarket.Table(rows), MarketSamples.Quality);
        var other = QualityGate.Inspect(reversed, MarketSamples.Quality);

        MarketSamples.Rows(other.Bars).ShouldBe(MarketSamples.Rows(result.Bars));
        other.Report.Counts.ShouldBe(result.Report.Counts);
    }

    [Fact]
    public void Inspect_AnyMarket_PutsEachRowIntoExactlyOneTable()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var (rows, _) = FaultyMarket.Make(seed, sessions: 30, symbols: 5);
            var raw = FaultyMarket.Table(rows);

            var result = QualityGate.Inspect(raw, MarketSamples.Quality);

            MarketSamples.Rows(result.Bars).Concat(MarketSamples.Rows(result.Quarantine)).Order(StringComparer.Ordinal)
                .ShouldBe(MarketSamples.Rows(raw).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Inspect_FutureChanges_ChangesNothingBefore()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var (rows, days) = FaultyMarket.Make(seed, sessions: 60, symbols: 8);
            var (others, _) = FaultyMarket.Make(seed + 1000, sessions: 60, symbols: 8);
            var cut = days[35];
            var options = MarketSamples.Quality with { MinimumSessionShare = 0.3 };
            var past = rows.Where(row => row.Day <= cut).ToArray();

            var whole = Before(QualityGate.Inspect(FaultyMarket.Table(rows), options).Bars, cut);

            Before(QualityGate.Inspect(FaultyMarket.Table(past), options).Bars, cut).ShouldBe(whole);
            Before(QualityGate.Inspect(FaultyMarket.Table([.. past, .. others.Where(row => row.Day > cut)]), options).Bars, cut).ShouldBe(whole);
        }
    }

    [Fact]
    public void Report_AsJson_NamesRulesAndVerdictAsInTheFormats()
    {
        var json = JsonSerializer.Serialize(Inspect(["2018-02-06,A,1,2,3,1.5,100", "2018-02-07,A,1,2,0.5,1.5,100"]).Report);

        json.ShouldContain("\"verdict\":\"degraded\"");
        json.ShouldContain("{\"severity\":\"error\",\"rule\":\"high_below_low\",\"symbol\":\"A\",\"date\":\"2018-02-06\",\"line\":1,\"value\":2,\"known_on\":\"2018-02-06\",\"known_at\":null}");
        json.ShouldContain("\"rule\":\"price_returns_only\"");
    }

    private static QualityResult Inspect(IReadOnlyList<string> rows) => QualityGate.Inspect(MarketSamples.Raw(rows), MarketSamples.Quality);

    private static string[] Before(Table bars, int cut) =>
        [.. MarketSamples.Rows(bars).Where(row => TradingDate.Parse(row[..10]).DayNumber <= cut)];
}
