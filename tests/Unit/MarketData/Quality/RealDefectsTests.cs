using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.Quality;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Quality;

/// <summary>The real files: the defects that their README counts, found with those counts.</summary>
public sealed class RealDefectsTests
{
    private const string Lean = "lean_equity/daily_raw_ohlcv.csv.gz";
    private const string Stocknet = "social_2014_2015/stocknet_prices.csv.gz";

    [SharedDataFact(Lean)]
    public void Inspect_RawPricesOfLean_FindsMovesAbsurdBarsAndTheGap()
    {
        var report = Inspect(Read(Lean));

        report.Findings.Count(finding => finding.Rule == QualityRule.Jump && Math.Abs(finding.Value!.Value) > 0.3).ShouldBe(11);
        Places(report, QualityRule.AbsurdRange).ShouldBe(
            ["AAPL 2009-09-21", "AAPL 2010-08-31", "AAPL 2011-01-03", "GOOG 2007-12-18", "GOOG 2008-09-30", "IBM 2002-12-23", "IWM 2008-09-19"], ignoreOrder: true);
        Places(report, QualityRule.RevertingClose).ShouldBe(["GOOG 2008-09-30"]);
        report.Findings.Where(finding => finding.Rule == QualityRule.MissingSession).Select(finding => finding.Symbol).Distinct().ShouldBe(["QQQ"]);
        report.CountOf(QualityRule.MissingSession).ShouldBe(1_588);
        Places(report, QualityRule.EndsEarly).ShouldBe(["QQQ 2004-11-30"]);
        report.CountOf(QualityRule.AbsentSession).ShouldBe(0);
        report.RowsQuarantined.ShouldBe(0);
        report.Verdict.ShouldBe(QualityVerdict.Degraded);
    }

    [SharedDataFact(Lean)]
    public void Inspect_LeanWithItsActions_ExplainsSplitsAndChangesOfSymbol()
    {
        var folder = Path.GetDirectoryName(SharedData.Find(Lean)!)!;
        var calendar = ExchangeCalendars.Nyse;
        DateTimeOffset Known(TradingDate day) => new DateTimeOffset(day.ToDateOnly(), TimeOnly.MinValue, TimeSpan.Zero).AddDays(-1);
        Table[] actions =
        [
            .. new[] { "spy", "qqq", "iwm", "aapl", "ibm", "goog", "googl" }.Select(name => LeanActions.Read(
                Path.Combine(folder, "factor_files", name + ".csv"), Path.Combine(folder, "map_files", name + ".csv"), calendar.Next, Known, "lean")),
        ];
        var raw = Read(Lean);

        var explained = actions.SelectMany(table => Places(QualityGate.Inspect(raw, Options, new QualityContext { Actions = table }).Report, QualityRule.ExplainedJump));

        explained.ShouldBe(
            [
                "AAPL 2000-06-21", "AAPL 2005-02-28", "AAPL 2014-06-09", "AAPL 2020-08-31", "GOOG 2014-04-03", "IBM 1999-05-27", "IWM 2005-06-09", "QQQ 2000-03-20", "QQQ 2011-03-23",
            ],
            ignoreOrder: true);
    }

    [SharedDataFact(Stocknet)]
    public void Inspect_Stocknet_FindsTheCountsOfTheReadme()
    {
        var report = Inspect(Read(Stocknet));

        report.SymbolsRead.ShouldBe(88);
        report.CountOf(QualityRule.MissingPrice).ShouldBe(3);
        report.CountOf(QualityRule.ZeroVolume).ShouldBe(111);
        report.CountOf(QualityRule.FrozenBar).ShouldBe(32);
        Symbols(report, QualityRule.LateStart).ShouldBe(["ABBV", "AGFS", "BABA", "GMRE"], ignoreOrder: true);
        report.Findings.Count(finding => finding.Rule == QualityRule.Jump && Math.Abs(finding.Value!.Value) > 0.3).ShouldBe(1);
    }

    [SharedDataFact("macro/vix_daily_ohlc.csv")]
    public void Inspect_Vix_FindsContradictionsAndFlatBars()
    {
        var lines = File.ReadLines(SharedData.Find("macro/vix_daily_ohlc.csv")!).Skip(1).Select(line => line.Split(',')).ToArray();
        double[] Column(int place) => [.. lines.Select(cells => double.Parse(cells[place], CultureInfo.InvariantCulture))];
        var raw = MarketSamples.RawTable(
            [.. lines.Select(cells => Day(cells[0]))],
            [.. lines.Select(_ => "VIX")],
            [Column(1), Column(2), Column(3), Column(4), [.. lines.Select(_ => 1_000_000.0)]],
            [.. lines.Select((_, line) => line + 2L)]);

        var report = QualityGate.Inspect(raw, Options).Report;

        report.RowsRead.ShouldBe(9_235);
        report.CountOf(QualityRule.HighBelowOpenOrClose).ShouldBe(20);
        report.CountOf(QualityRule.LowAboveOpenOrClose).ShouldBe(27);
        report.CountOf(QualityRule.FlatBar).ShouldBe(506);

        // The index is computed on days on which the exchange is closed, all but one of them since 2022.
        Inspect(raw).Findings.Where(finding => finding.Rule == QualityRule.ClosedMarket).ShouldSatisfyAllConditions(
            closed => closed.Count().ShouldBe(33),
            closed => closed.First().Date.ShouldBe(new TradingDate(2004, 6, 11)),
            closed => closed.Last().Date.ShouldBe(new TradingDate(2026, 7, 3)));
    }

    [SharedDataFact("long_history/sp500_dataset.csv.gz")]
    public void Inspect_ClosesOfTwentySurvivors_AreUsableDegradedAndCoarse()
    {
        var report = Inspect(Closes("long_history/sp500_dataset.csv.gz"));

        report.RowsRead.ShouldBe(8_313 * 20);
        report.RowsQuarantined.ShouldBe(0);
        report.CoverageFraction.ShouldBe(1);
        report.Findings.Single(finding => finding.Rule == QualityRule.ClosesAlone).Value.ShouldBe(8_313 * 20);
        report.CountOf(QualityRule.SurvivorshipBiasNotControlled).ShouldBe(1);
        Share(report, "RRC").ShouldBe(0.13, 0.005);
        Share(report, "AMD").ShouldBe(0.046, 0.0005);
        Share(report, "AAPL").ShouldBe(0.033, 0.0005);
        report.Verdict.ShouldBe(QualityVerdict.Degraded);
        report.Reasons.ShouldContain(reason => reason.Contains("only at the next close", StringComparison.Ordinal));
    }

    [SharedDataFact("long_history/factors_dataset.csv.gz")]
    public void Inspect_FactorFunds_FindsThatSizeHardlyMoves()
    {
        var report = Inspect(Closes("long_history/factors_dataset.csv.gz"));

        report.RowsRead.ShouldBe(2_264 * 5);
        report.CoverageFraction.ShouldBe(1);
        Share(report, "SIZE").ShouldBe(0.057, 0.0005);
    }

    [SharedDataFact("long_history/GOOG.csv")]
    public void Inspect_Goog_FindsNothingButThatOneSymbolSurvivesAndTheFlashCrash()
    {
        var calendar = ExchangeCalendars.Nyse;
        var rules = new ImportRules { Kind = ImportKind.Bars, Source = "x", Symbol = "GOOG" };
        var data = MarketImport.Read(SharedData.Find("long_history/GOOG.csv")!, rules, MarketSamples.Shipped().Import, calendar);

        var report = Inspect(Assay.MarketData.PointInTime.ObservedBars.ToRaw(data.Tables[0]));

        report.RowsRead.ShouldBe(2_148);
        report.Counts.Select(count => count.Rule).ShouldBe([QualityRule.SurvivorshipBiasNotControlled, QualityRule.LoneShadow, QualityRule.PriceReturnsOnly]);
        Places(report, QualityRule.LoneShadow).ShouldBe(["GOOG 2010-05-06"]);
        report.Verdict.ShouldBe(QualityVerdict.Pass);
    }

    private static QualityOptions Options => MarketSamples.Shipped().Quality with { MaximumFindingsPerRule = 1_000_000 };

    private static QualityReport Inspect(Table raw) => QualityGate.Inspect(raw, Options, new QualityContext { Calendar = ExchangeCalendars.Nyse }).Report;

    private static Table Read(string path) => BarImport.Read(SharedData.Find(path)!, MarketSamples.Shipped().Import);

    /// <summary>A wide table of closes.</summary>
    private static Table Closes(string path)
    {
        using var file = File.OpenRead(SharedData.Find(path)!);
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress));
        var names = reader.ReadLine()!.Split(',');
        var (days, symbols, closes) = (new List<int>(), new List<string>(), new List<double>());
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var column = 1; column < cells.Length; column++)
            {
                days.Add(Day(cells[0]));
                symbols.Add(names[column]);
                closes.Add(double.Parse(cells[column], CultureInfo.InvariantCulture));
            }
        }

        double[] missing = [.. closes.Select(_ => double.NaN)];
        return MarketSamples.RawTable([.. days], [.. symbols], [missing, missing, missing, [.. closes], missing], [.. days.Select((_, line) => (long)line)]);
    }

    private static int Day(string text) => TradingDate.FromDateOnly(DateOnly.FromDateTime(DateTime.Parse(text, CultureInfo.InvariantCulture))).DayNumber;

    private static double Share(QualityReport report, string symbol) =>
        report.Findings.Count(finding => finding.Rule == QualityRule.UnchangedClose && finding.Symbol == symbol) / (report.Sessions - 1.0);

    private static string[] Places(QualityReport report, QualityRule rule) =>
        [.. report.Findings.Where(finding => finding.Rule == rule).Select(finding => $"{finding.Symbol} {finding.Date}")];

    private static string[] Symbols(QualityReport report, QualityRule rule) => [.. report.Findings.Where(finding => finding.Rule == rule).Select(finding => finding.Symbol!)];
}
