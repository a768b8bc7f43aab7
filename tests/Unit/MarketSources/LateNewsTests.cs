using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;
using Assay.MarketSources;

namespace Assay.Tests.Unit.MarketSources;

public sealed class LateNewsTests
{
    private static readonly TradingDate Day = new(2024, 1, 9);
    private static readonly DateTimeOffset Close = new(2024, 1, 9, 21, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Fetch = new(2024, 1, 12, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NothingKnown_KeepsTheAnswerAsItIs()
    {
        var fetched = Bars((Day, Close, 10));

        var news = LateNews.Of(fetched, null, null, Fetch, 0.01);

        news.Instant("known_at").ShouldBe(fetched.Instant("known_at"));
    }

    [Fact]
    public void Of_SameStatement_IsNoNews() => LateNews.Of(Bars((Day, Close, 10)), Bars((Day, Close, 10)), Day, Fetch, 0.01).RowCount.ShouldBe(0);

    [Fact]
    public void Of_Correction_IsKnownFromTheFetchOn()
    {
        var news = LateNews.Of(Bars((Day, Close, 11)), Bars((Day, Close, 10)), Day, Fetch, 0.01);

        news.Float64("close").ShouldBe([11]);
        InstantColumn.InstantOf(news.Instant("known_at")[0]).ShouldBe(Fetch);
    }

    [Fact]
    public void Of_CorrectionThatIsKnown_IsNoNews() =>
        LateNews.Of(Bars((Day, Close, 11)), Bars((Day, Close, 10), (Day, Fetch.AddHours(-1), 11)), Day, Fetch, 0.01).RowCount.ShouldBe(0);

    [Fact]
    public void Of_CorrectionTakenBack_IsNewsAgain()
    {
        var news = LateNews.Of(Bars((Day, Close, 10)), Bars((Day, Close, 10), (Day, Fetch.AddHours(-1), 11)), Day, Fetch, 0.01);

        news.Float64("close").ShouldBe([10]);
        InstantColumn.InstantOf(news.Instant("known_at")[0]).ShouldBe(Fetch);
    }

    [Theory]
    [InlineData(10.09, 0)]
    [InlineData(10.11, 1)]
    public void Of_AnotherSource_CorrectsBeyondTheToleranceOnly(double close, int news) =>
        LateNews.Of(Bars((Day, Close, close)), Bars("tiingo", (Day, Close, 10)), Day, Fetch, 0.01).RowCount.ShouldBe(news);

    [Fact]
    public void Of_DayThatHadBeenReadWithoutIt_CameLate()
    {
        var next = Day.AddDays(1);

        var news = LateNews.Of(Bars((Day, Close, 10), (next, Close.AddDays(1), 12)), null, Day, Fetch, 0.01);

        news.Instant("known_at").Select(InstantColumn.InstantOf).ShouldBe([Fetch, Close.AddDays(1)]);
    }

    /// <summary>Announced before its ex-date, restated after it: the ex-date's opening says nothing of when the amount was changed.</summary>
    [Fact]
    public void Of_AnnouncedDividendRestated_IsKnownFromTheFetchOn()
    {
        var news = LateNews.Of(Dividend(Close, 0.55), Dividend(Close.AddDays(-5), 0.5), Day, Fetch, 0.01);

        news.Float64("amount").ShouldBe([0.55]);
        InstantColumn.InstantOf(news.Instant("known_at")[0]).ShouldBe(Fetch);
    }

    [Fact]
    public void Of_LaterVintage_KeepsTheInstantOfItsPublication()
    {
        var first = new DateTimeOffset(2024, 1, 5, 5, 0, 0, TimeSpan.Zero);
        var fetched = Series((first, 3.7), (first.AddDays(2), 3.8), (first.AddDays(4), 3.7));

        var news = LateNews.Of(fetched, Series((first, 3.7), (first.AddDays(2), 3.8)), Day, Fetch, 0.01);

        news.Float64("value").ShouldBe([3.7]);
        InstantColumn.InstantOf(news.Instant("known_at")[0]).ShouldBe(first.AddDays(4));
    }

    private static Table Bars(params (TradingDate Date, DateTimeOffset KnownAt, double Close)[] rows) => Bars("stooq", rows);

    private static Table Bars(string source, params (TradingDate Date, DateTimeOffset KnownAt, double Close)[] rows)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var (date, known, close) in rows)
        {
            builder.Add(date, known, source, ["AAPL"], [close, close, close, close, 100]);
        }

        return builder.Build();
    }

    private static Table Dividend(DateTimeOffset knownAt, double amount)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        builder.Add(Day, knownAt, "tiingo", ["AAPL", "cash_dividend", null], [double.NaN, amount]);
        return builder.Build();
    }

    private static Table Series(params (DateTimeOffset KnownAt, double Value)[] rows)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Series);
        foreach (var (known, value) in rows)
        {
            builder.Add(new TradingDate(2023, 12, 1), known, "fred", ["UNRATE"], [value]);
        }

        return builder.Build();
    }
}
