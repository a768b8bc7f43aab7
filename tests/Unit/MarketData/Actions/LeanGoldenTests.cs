using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Actions;

/// <summary>
/// Raw bars of seven shares, adjusted by the actions that Lean's factor and map files imply, against those files themselves: adjusted close = raw ×
/// price factor × split factor of the first line whose date is not before the bar. Lean writes 1/56 as 0.0178571, which is 2.4e-6 off.
/// </summary>
public sealed class LeanGoldenTests
{
    private const string Bars = "lean_equity/daily_raw_ohlcv.csv.gz";
    private const string AnyFactors = "lean_equity/factor_files/aapl.csv";
    private static readonly string[] Tickers = ["aapl", "goog", "googl", "ibm", "iwm", "qqq", "spy"];
    private static readonly TradingDate AsOf = new(2021, 3, 31);

    [SharedDataFact(Bars)]
    public void Apply_TotalReturn_IsRawTimesLeansFactors()
    {
        var raw = ReadBars();

        var adjusted = BarAdjustment.Apply(raw, Actions(raw), PriceAdjustment.TotalReturn, AsOf);

        adjusted.Ignored.ShouldBeEmpty();
        Compare(raw, adjusted.Bars, line => line.PriceFactor * line.SplitFactor, 3e-6, 4e-3);
    }

    [SharedDataFact(Bars)]
    public void Apply_Splits_IsRawTimesLeansSplitFactors()
    {
        var raw = ReadBars();

        var adjusted = BarAdjustment.Apply(raw, Actions(raw), PriceAdjustment.Splits, AsOf);

        Compare(raw, adjusted.Bars, line => line.SplitFactor, 3e-6, 1e-9);
    }

    [SharedDataFact(AnyFactors)]
    public void Read_AppleAndGoogle_GivesTheActionsThatHappened()
    {
        var apple = Rows(LeanActions.Read(Path("factor_files/aapl.csv"), Path("map_files/aapl.csv"), Weekday, Known, "lean"));
        var google = Rows(LeanActions.Read(Path("factor_files/googl.csv"), Path("map_files/googl.csv"), Weekday, Known, "lean"));
        var classC = Rows(LeanActions.Read(Path("factor_files/goog.csv"), Path("map_files/goog.csv"), Weekday, Known, "lean"));
        var qqq = Rows(LeanActions.Read(Path("factor_files/qqq.csv"), Path("map_files/qqq.csv"), Weekday, Known, "lean"));

        apple.Where(row => row.Contains("split")).ShouldBe(
            ["2000-06-21 AAPL split 2", "2005-02-28 AAPL split 2", "2014-06-09 AAPL split 7", "2020-08-31 AAPL split 4"]);
        apple.ShouldContain("2012-08-09 AAPL cash_dividend 2.65");
        google.ShouldBe(["2014-04-03 GOOG rename GOOGL", "2014-04-03 GOOGL split 2"]);
        classC.ShouldBe(["2014-04-03 GOOCV rename GOOG", "2015-04-27 GOOG split 1.0027"]);
        qqq.Where(row => !row.Contains("cash")).ShouldBe(["2000-03-20 QQQ split 2", "2004-12-01 QQQ rename QQQQ", "2011-03-23 QQQQ rename QQQ"]);
    }

    [SharedDataFact(Bars)]
    public void Apply_TwoGoogleShares_AreOneSeriesEach()
    {
        var raw = ReadBars();

        var bars = BarAdjustment.Apply(raw, Actions(raw), PriceAdjustment.Splits, AsOf).Bars;

        // GOOG of 2014-04-02 (567.16 for one class A share of then two) is GOOGL of the next day (571.50).
        Close(bars, "GOOGL", new TradingDate(2014, 4, 2)).ShouldBe(Close(raw, "GOOG", new TradingDate(2014, 4, 2)) / 2, 1e-9);
        Close(bars, "GOOGL", new TradingDate(2014, 4, 3)).ShouldBe(Close(raw, "GOOGL", new TradingDate(2014, 4, 3)), 1e-9);
        FirstDate(bars, "GOOGL").ShouldBe(new TradingDate(2004, 8, 19));
        FirstDate(bars, "GOOG").ShouldBe(new TradingDate(2014, 4, 3));
        // Before the distribution was known there is one share, under the symbol of then, and nothing is adjusted.
        var then = BarAdjustment.Apply(raw, Actions(raw), PriceAdjustment.Splits, new TradingDate(2014, 4, 2)).Bars;
        Close(then, "GOOG", new TradingDate(2014, 4, 2)).ShouldBe(Close(raw, "GOOG", new TradingDate(2014, 4, 2)));
    }

    private static void Compare(Table raw, Table adjusted, Func<FactorLine, double> factor, double tolerance, double toleranceBeforeGap)
    {
        var expected = new Dictionary<(string, int), double>();
        foreach (var ticker in Tickers)
        {
            var map = Fields($"map_files/{ticker}.csv").Select(fields => (Last: Day(fields[0]), Ticker: fields[1].ToUpperInvariant())).ToList();
            var lines = Fields($"factor_files/{ticker}.csv").Select(fields => new FactorLine(Day(fields[0]), Number(fields[1]), Number(fields[2]))).ToList();
            for (var row = 0; row < raw.RowCount; row++)
            {
                var date = new TradingDate(raw.Date("date")[row]);
                var known = map.FindIndex(entry => entry.Last >= date);
                if (map[known].Ticker == raw.Text("symbol").At(row) && date >= map[0].Last)
                {
                    expected.Add((map[^1].Ticker, date.DayNumber), raw.Float64("close")[row] * factor(lines.First(line => line.Date >= date)));
                }
            }
        }

        adjusted.RowCount.ShouldBe(expected.Count);
        var errors = Enumerable.Range(0, adjusted.RowCount)
            .Select(row => (Symbol: adjusted.Text("symbol").At(row)!, Day: adjusted.Date("date")[row], Close: adjusted.Float64("close")[row]))
            .Select(bar => (bar.Symbol, Day: new TradingDate(bar.Day), Error: Math.Abs((bar.Close / expected[(bar.Symbol, bar.Day)]) - 1)))
            .ToList();

        var worst = errors.Where(bar => !IsBeforeGap(bar.Symbol, bar.Day)).MaxBy(bar => bar.Error);
        worst.Error.ShouldBeLessThan(tolerance, $"{worst.Symbol} {worst.Day}");
        worst = errors.Where(bar => IsBeforeGap(bar.Symbol, bar.Day)).MaxBy(bar => bar.Error);
        worst.Error.ShouldBeLessThan(toleranceBeforeGap, $"{worst.Symbol} {worst.Day}");
    }

    /// <summary>The bars of QQQ miss the years in which it traded as QQQQ, and so the closes before their dividends: older ones stand in.</summary>
    private static bool IsBeforeGap(string symbol, TradingDate day) => symbol == "QQQ" && day < new TradingDate(2011, 3, 23);

    private static Table ReadBars() => BarImport.Read(SharedData.Find(Bars)!, MarketSamples.Import);

    private static Table Actions(Table raw)
    {
        var sessions = raw.Date("date").Distinct().ToArray();
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        foreach (var ticker in Tickers)
        {
            var table = LeanActions.Read(Path($"factor_files/{ticker}.csv"), Path($"map_files/{ticker}.csv"), Next, Known, "lean");
            for (var row = 0; row < table.RowCount; row++)
            {
                builder.Add(
                    new TradingDate(table.Date("ex_date")[row]),
                    Known(default),
                    "lean",
                    [table.Text("symbol").At(row), table.Text("kind").At(row), table.Text("new_symbol").At(row)],
                    [table.Float64("ratio")[row], table.Float64("amount")[row]]);
            }
        }

        return builder.Build();

        TradingDate Next(TradingDate day)
        {
            var found = Array.BinarySearch(sessions, day.DayNumber + 1);
            found = found < 0 ? ~found : found;
            return found < sessions.Length ? new TradingDate(sessions[found]) : Weekday(day);
        }
    }

    private static TradingDate Weekday(TradingDate day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }

    private static DateTimeOffset Known(TradingDate day) => DateTimeOffset.UnixEpoch;

    private static double Close(Table bars, string symbol, TradingDate day) => bars.Float64("close")[
        Enumerable.Range(0, bars.RowCount).Single(row => bars.Date("date")[row] == day.DayNumber && bars.Text("symbol").At(row) == symbol)];

    private static TradingDate FirstDate(Table bars, string symbol) =>
        new(bars.Date("date")[Enumerable.Range(0, bars.RowCount).First(row => bars.Text("symbol").At(row) == symbol)]);

    private static string[] Rows(Table actions) =>
    [
        .. Enumerable.Range(0, actions.RowCount).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{new TradingDate(actions.Date("ex_date")[row])} {actions.Text("symbol").At(row)} {actions.Text("kind").At(row)} {What(actions, row)}")),
    ];

    private static string What(Table actions, int row) => actions.Text("kind").At(row) switch
    {
        ActionKind.Split => actions.Float64("ratio")[row].ToString("0.####", CultureInfo.InvariantCulture),
        ActionKind.Rename => actions.Text("new_symbol").At(row)!,
        _ => actions.Float64("amount")[row].ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static string Path(string name) => SharedData.Find($"lean_equity/{name}")!;

    private static IEnumerable<string[]> Fields(string name) => File.ReadAllLines(Path(name)).Where(line => line.Length > 0).Select(line => line.Split(','));

    private static TradingDate Day(string text) => TradingDate.Parse($"{text[..4]}-{text[4..6]}-{text[6..]}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record FactorLine(TradingDate Date, double PriceFactor, double SplitFactor);
}
