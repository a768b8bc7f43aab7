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

    [SharedDataFact(FiveYears)]
    public void Sessions_OfTheFiveYearFile_AreItsDates() => Differences(
        Dates(FiveYears, 0), "2013-02-08", "2018-02-07").ShouldBeEmpty();

    [SharedDataFact(LongHistory)]
    public void Sessions_OfTheIndexSince1990_AreItsDates() => Differences(
        Dates(LongHistory, 0), "1990-01-02", "2022-12-28").ShouldBeEmpty();

    [SharedDataFact(Lean)]
    public void Sessions_OfTheRawBarsSince1998_AreTheirDates() => Differences(
        Dates(Lean, 1), "1998-01-02", "2021-03-31").ShouldBeEmpty();

    private static TradingDate[] Differences(SortedSet<TradingDate> dates, string first, string last)
    {
        dates.SymmetricExceptWith(ExchangeCalendars.Nyse.SessionsIn(TradingDate.Parse(first), TradingDate.Parse(last)).ToArray());
        return [.. dates];
    }

    private static SortedSet<TradingDate> Dates(string file, int column)
    {
        using var stream = File.OpenRead(SharedData.Find(file)!);
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        reader.ReadLine();
        var dates = new SortedSet<TradingDate>();
        while (reader.ReadLine() is { } line)
        {
            dates.Add(TradingDate.Parse(line.Split(',')[column]));
        }

        return dates;
    }
}
