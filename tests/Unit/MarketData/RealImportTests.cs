using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

/// <summary>Every file of the shared data is imported whole: rows, symbols and dates are those of its README.</summary>
public sealed class RealImportTests
{
    [SharedDataFact("us_5yr/all_stocks_5yr.csv.gz")]
    public void Bars_SP500() => Check(ImportKind.Bars, "us_5yr/all_stocks_5yr.csv.gz", 619_040, 505, "2013-02-08", "2018-02-07", 619_040)
        .Remarks.ShouldBe(["In its heading the column Name is taken for symbol."]);

    [SharedDataFact("lean_equity/daily_raw_ohlcv.csv.gz")]
    public void Bars_Lean() => Check(ImportKind.Bars, "lean_equity/daily_raw_ohlcv.csv.gz", 32_699, 7, "1998-01-02", "2021-03-31", 32_699);

    [SharedDataFact("social_2014_2015/stocknet_prices.csv.gz")]
    public void Bars_Stocknet() => Check(ImportKind.Bars, "social_2014_2015/stocknet_prices.csv.gz", 108_592, 88, "2012-09-04", "2017-09-01", 108_592)
        .Remarks.ShouldBe(["Columns passed over: adj_close."]);

    [SharedDataFact("long_history/GOOG.csv")]
    public void Bars_GooglesOwnFile() => Check(ImportKind.Bars, "long_history/GOOG.csv", 2_148, 1, "2004-08-19", "2013-03-01", 2_148, rules => rules with { Symbol = "GOOG" })
        .Remarks.ShouldBe(["In its heading the unnamed first column is taken for date."]);

    [SharedDataFact("lean_equity/map_files/aapl.csv")]
    public void Actions_Lean()
    {
        var data = Check(ImportKind.LeanActions, "lean_equity", 387, 7, "1998-02-06", "2021-03-25", 387);

        var kinds = data.Tables[0].Text("kind");
        kinds.Codes.CountBy(code => kinds.Dictionary[code]).OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => $"{kind.Key} {kind.Value}").ShouldBe(["cash_dividend 374", "rename 4", "split 9"]);
    }

    [SharedDataFact("long_history/sp500_dataset.csv.gz")]
    public void Closes_LongHistory()
    {
        Check(ImportKind.Closes, "long_history/sp500_dataset.csv.gz", 8_313, 20, "1990-01-02", "2022-12-28", 8_313 * 20).Degraded.ShouldHaveSingleItem().ShouldContain("closes alone");
        Check(ImportKind.Closes, "long_history/sp500_index.csv.gz", 8_313, 1, "1990-01-02", "2022-12-28", 8_313);
        Check(ImportKind.Closes, "long_history/factors_dataset.csv.gz", 2_264, 5, "2014-01-02", "2022-12-28", 2_264 * 5);
    }

    [SharedDataFact("macro/vix_daily_ohlc.csv")]
    public void Prices_Vix() =>
        Check(ImportKind.Prices, "macro/vix_daily_ohlc.csv", 9_235, 1, "1990-01-02", "2026-07-23", 9_235, rules => rules with { Symbol = "VIX" }).Degraded.ShouldHaveSingleItem().ShouldContain("without volume");

    [SharedDataFact("long_history/sp500_implied_vol_dataset.csv.gz")]
    public void Series_ImpliedVolatility() => Check(
        ImportKind.Series, "long_history/sp500_implied_vol_dataset.csv.gz", 3_270, 20, "2010-01-04", "2022-12-28", 3_270 * 20, rules => rules with { KnownAfterHours = 24, Prefix = "IV_" });

    [SharedDataFact("macro/fred_daily.csv.gz")]
    public void Series_FredDaily()
    {
        var data = Check(ImportKind.Series, "macro/fred_daily.csv.gz", 16_849, 7, "1962-01-02", "2026-07-31", 69_773, rules => rules with { KnownAfterHours = 48 });

        var (series, dates) = (data.Tables[0].Text("series"), data.Tables[0].Date("date"));
        string[] names = ["DGS3MO", "DGS2", "DGS10", "T10Y2Y", "T10Y3M", "BAA10Y", "VIXCLS"];
        names.Select(name => new TradingDate(dates[Enumerable.Range(0, dates.Length).First(row => series.At(row) == name)]).ToString())
            .ShouldBe(["2005-01-03", "2005-01-03", "1962-01-02", "1976-06-01", "1982-01-04", "1986-01-02", "1990-01-02"]);
        data.Degraded.ShouldBeEmpty();
    }

    [SharedDataFact("macro/fred_monthly.csv")]
    public void Series_FredMonthly_IsRefusedUndeclaredAndDegradedInOneVintage()
    {
        Should.Throw<MarketDataException>(() => Read(ImportKind.Series, "macro/fred_monthly.csv")).Message.ShouldContain("not when they were published");
        Check(ImportKind.Series, "macro/fred_monthly.csv", 951, 5, "1947-01-01", "2026-03-01", 4_650, rules => rules with { KnownAfterHours = 24 * 50 })
            .Degraded.ShouldHaveSingleItem().ShouldContain("one vintage");
        Check(ImportKind.Series, "macro/fred_monthly.csv", 951, 5, "1947-01-01", "2026-03-01", 4_650, rules => rules with { KnownSince = new TradingDate(2026, 4, 1) })
            .Degraded.ShouldBeEmpty();
    }

    [SharedDataFact("macro/vix_daily_ohlc.csv")]
    public void Series_Vix()
    {
        var data = Check(ImportKind.Series, "macro/vix_daily_ohlc.csv", 9_235, 4, "1990-01-02", "2026-07-23", 9_235 * 4, rules => rules with { KnownAfterHours = 22, Prefix = "VIX_" });

        data.Tables[0].Text("series").Dictionary.ShouldBe(["VIX_CLOSE", "VIX_HIGH", "VIX_LOW", "VIX_OPEN"], ignoreOrder: true);
    }

    [SharedDataFact("reference/sp500_membership_snapshots.csv.gz")]
    public void Membership_SP500()
    {
        var data = Check(ImportKind.Membership, "reference/sp500_membership_snapshots.csv.gz", 31_668, 825, "2012-12-27", "2026-08-08", 31_668);

        data.Tables[0].Date("known_since").Distinct().Count().ShouldBe(63);
        data.Remarks.ShouldBe([
            "10 rows name no sector, or none that can be one.",
            "Sectors were read as one spelling: 'Industries' as Industrials (5), 'Telecommunications Services' as Telecommunication Services (87).",
            "3 lists have fewer members than usual (503): 2014-12-07 496, 2015-07-09 496, 2015-09-22 494.",
        ]);
    }

    [SharedDataFact("reference/constituents_2026-08.csv")]
    public void Membership_ListOfOneDay() => Check(
        ImportKind.Membership, "reference/constituents_2026-08.csv", 503, 503, "2026-08-08", "2026-08-08", 503, rules => rules with { KnownSince = new TradingDate(2026, 8, 8) });

    [SharedDataFact("social_2014_2015/stocknet_sectors.tsv")]
    public void Membership_StocknetSectors()
    {
        var data = Check(
            ImportKind.Membership, "social_2014_2015/stocknet_sectors.tsv", 88, 88, "2017-09-01", "2017-09-01", 88, rules => rules with { KnownSince = new TradingDate(2017, 9, 1) });

        data.Form.ShouldBe("UTF-8, separated by tab, decimal point, dates yyyy-MM-dd");
        data.Tables[0].Text("symbol").Dictionary.ShouldNotContain(symbol => symbol.Contains('$'));
        data.Tables[0].Text("sector").Dictionary.Length.ShouldBe(9);
    }

    /// <summary>13,023 rows of eleven figures, but for the seven whose columns are shifted; the missing figures are those of the README.</summary>
    [SharedDataFact("reference/fundamentals_snapshots_2013_2018.csv.gz")]
    public void Fundamentals_Vintages()
    {
        var data = Check(
            ImportKind.Fundamentals, "reference/fundamentals_snapshots_2013_2018.csv.gz", 13_023, 643, "2013-02-10", "2018-02-08", (13_023 - 7) * 11);

        var table = data.Tables[0];
        var (field, value, dates, known) = (table.Text("field"), table.Float64("value"), table.Date("event_date"), table.Instant("known_at"));
        int Missing(string name) => Enumerable.Range(0, value.Length).Count(row => field.At(row) == name && double.IsNaN(value[row]));
        data.Degraded.ShouldHaveSingleItem().ShouldStartWith("7 rows of fundamentals_snapshots_2013_2018.csv.gz have a number for a sector");
        data.Remarks.ShouldBe([
            "13 prices are zero or below.",
            "13 figures of dividend_yield_pct are over 20.",
            "801 figures of ebitda_bn are exactly zero, as some sources write where they have none.",
        ]);
        dates.Distinct().Count().ShouldBe(26);
        Missing("earnings_per_share").ShouldBe(20);
        Missing("price").ShouldBe(14);
        Missing("dividend_yield_pct").ShouldBe(1_928);
        new SortedSet<long>(known).Min.ShouldBe(new DateTimeOffset(2013, 2, 11, 14, 30, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000);
    }

    [SharedDataFact("reference/constituents-financials_2018-02-08.csv")]
    public void Fundamentals_ListOfOneDay()
    {
        const string File = "reference/constituents-financials_2018-02-08.csv";
        Should.Throw<MarketDataException>(() => Read(ImportKind.Fundamentals, File)).Message.ShouldContain("say with --known-since on which day it was made");

        var data = Check(ImportKind.Fundamentals, File, 505, 505, "2018-02-08", "2018-02-08", 505 * 10, rules => rules with { KnownSince = new TradingDate(2018, 2, 8) });

        data.Remarks.ShouldBe(["58 figures of ebitda are exactly zero, as some sources write where they have none.", "Columns passed over: SEC Filings."]);
        data.Degraded.ShouldBe(["constituents-financials_2018-02-08.csv has 52_week_low above 52_week_high in 505 of 505 rows: the headings are exchanged; correct them and import it again."]);
        data.Tables[0].Text("field").Dictionary.ShouldContain("52_week_low");
    }

    [SharedDataFact("social_2014_2015/stocknet_tweets_daily.csv.gz")]
    public void Sentiment_Stocknet()
    {
        var data = Check(ImportKind.Sentiment, "social_2014_2015/stocknet_tweets_daily.csv.gz", 25_439, 87, "2013-12-31", "2015-12-31", 25_439);

        data.Tables[0].Float64("articles").Sum().ShouldBe(106_338);
    }

    private static ImportedData Check(
        ImportKind kind, string file, long rows, int symbols, string first, string last, int observed, Func<ImportRules, ImportRules>? declare = null)
    {
        var data = Read(kind, file, declare);
        data.ShouldSatisfyAllConditions(
            () => data.Rows.ShouldBe(rows),
            () => data.Symbols.ShouldBe(symbols),
            () => data.First.ToString().ShouldBe(first),
            () => data.Last.ToString().ShouldBe(last),
            () => data.Tables.ShouldHaveSingleItem().RowCount.ShouldBe(observed),
            () => ObservedOrder.Arrange(data.Tables[0]).ShouldBeSameAs(data.Tables[0]));
        return data;
    }

    private static ImportedData Read(ImportKind kind, string file, Func<ImportRules, ImportRules>? declare = null)
    {
        var rules = new ImportRules { Kind = kind, Source = "file:" + file };
        var path = file == "lean_equity" ? Path.GetDirectoryName(Path.GetDirectoryName(SharedData.Find("lean_equity/map_files/aapl.csv")!))! : SharedData.Find(file)!;
        return MarketImport.Read(path, declare is null ? rules : declare(rules), MarketSamples.Shipped().Import, ExchangeCalendars.Nyse);
    }
}
