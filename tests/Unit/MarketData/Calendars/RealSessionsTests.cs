using System.IO.Compression;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Calendars;

/// <summary>The New York calendar against the dates on which real files hold prices.</summary>
public sealed class RealSessionsTests
{
    private const string FiveYears = "us_5yr/all_stocks_5yr.csv.gz";
    private const string LongHistory = "long_history/sp500_index.csv.gz";
    private const string Lean = "lean_equity/daily_raw_ohlcv.csv.gz";
    private const string Vix = "macro/vix_daily_ohlc.csv";

    [SharedDataFact(FiveYears)]
    public void Sessions_OfTheFiveYearFile_AreItsDates() => Differences(
        Dates(FiveYears, 0), "2013-02-08", "2018-02-07").ShouldBeEmpty();

    [SharedDataFact(LongHistory)]
    public void Sessions_OfTheIndexSince1990_AreItsDates() => Differences(
        Dates(LongHistory, 0), "1990-01-02", "2022-12-28").ShouldBeEmpty();

    [SharedDataFact(Lean)]
    public void Sessions_OfTheRawBarsSince1998_AreTheirDates() => Differences(
        Dates(Lean, 1), "1998-01-02", "2021-03-31").ShouldBeEmpty();

    [SharedDataFact(Vix)]
    public void Closures_WithAVolatilityIndex_AreHolidaysAndTheGapsAreTheFilesOwn()
    {
        // Since 2022 the index is computed on most holidays of the shares; four sessions are missing in the file.
        var differences = Differences(Dates(Vix, 0), "1990-01-02", "2026-07-23");

        differences.Where(ExchangeCalendars.Nyse.IsSession)
            .ShouldBe([new(1991, 3, 1), new(1997, 1, 31), new(1997, 11, 26), new(1999, 12, 31)]);
        var extra = differences.Where(date => !ExchangeCalendars.Nyse.IsSession(date)).ToArray();
        extra.Length.ShouldBe(33);
        extra.Select(ExchangeCalendars.Nyse.ReasonClosed).ShouldNotContain("weekend");
    }

    private static TradingDate[] Differences(SortedSet<TradingDate> dates, string first, string last)
    {
        dates.SymmetricExceptWith(ExchangeCalendars.Nyse.SessionsIn(TradingDate.Parse(first), TradingDate.Parse(last)).ToArray());
        return [.. dates];
    }

    private static SortedSet<TradingDate> Dates(string file, int column)
    {
        using var stream = File.OpenRead(SharedData.Find(file)!);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        reader.ReadLine();
        var dates = new SortedSet<TradingDate>();
        while (reader.ReadLine() is { } line)
        {
            dates.Add(TradingDate.Parse(line.Split(',')[column]));
        }

        return dates;
    }
}
