using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.Tests.Unit.Activities.Data;

/// <summary>Why a snapshot is degraded: each reason ends when it is no longer so, and not before.</summary>
public sealed class FetchReservesTests
{
    private static readonly DateTimeOffset Thursday = new(2024, 1, 12, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TradingDate Friday = new(2024, 1, 12);

    [Fact]
    public async Task Reasons_AnotherSymbolFetched_Stay()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");

        await bench.FetchAsync(FetchBench.Request("IBM"));

        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of MSFT of 2024-01-12 could not be fetched");
    }

    [Fact]
    public async Task Reasons_TheSymbolFetchedByName_End()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");

        await bench.FetchAsync(FetchBench.Request("MSFT") with { From = null });

        bench.Present()!.Degraded.ShouldBeEmpty();
        bench.Present()!.Reserves.ShouldBeNull();
    }

    [Fact]
    public async Task Reasons_OfTwoSymbols_EndOneByOne()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT", "IBM");
        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of IBM, MSFT of 2024-01-12 could not");

        await bench.FetchAsync(FetchBench.Request("MSFT") with { From = null });

        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of IBM of 2024-01-12 could not");
    }

    [Fact]
    public async Task Reasons_OtherDaysOfTheSymbolFetched_Stay()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");

        await bench.FetchAsync(FetchBench.Request("MSFT") with { From = "2023-10-02", To = "2023-12-01" });

        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of MSFT of 2024-01-12 could not");
    }

    [Fact]
    public async Task Reasons_StillFailing_AreSaidOnceAndAnew()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");
        bench.Asked = symbol => Fail(bench, symbol == "MSFT");
        bench.Clock.Advance(TimeSpan.FromDays(4));

        await bench.FetchAsync(FetchBench.Request() with { From = null });

        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of MSFT from 2024-01-12 to 2024-01-16 could not");
    }

    /// <summary>The bars come from a file instead, under the same name.</summary>
    [Fact]
    public async Task Reasons_WhatIsMissingIsImported_End()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        bars.Add(Friday, new DateTimeOffset(2024, 1, 12, 21, 0, 0, TimeSpan.Zero), "file:msft.csv", ["MSFT"], [104, 105, 103, 104, 1000]);

        await bench.ImportAsync(bars.Build());

        bench.Present()!.Degraded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reasons_AnotherSymbolImported_Stay()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        bars.Add(Friday, new DateTimeOffset(2024, 1, 12, 21, 0, 0, TimeSpan.Zero), "file:ko.csv", ["KO"], [104, 105, 103, 104, 1000]);

        await bench.ImportAsync(bars.Build());

        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of MSFT");
    }

    [Fact]
    public async Task Reasons_DelistingBecomesKnown_End()
    {
        await using var bench = await WithoutFridayOfAsync("MSFT");
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        actions.Add(Friday, new DateTimeOffset(2024, 1, 12, 14, 30, 0, TimeSpan.Zero), "file:actions.csv", ["MSFT", "delisting", null], [double.NaN, double.NaN]);

        await bench.ImportAsync(actions.Build());

        bench.Present()!.Degraded.ShouldBeEmpty();
    }

    /// <summary>Nothing of it is in the snapshot yet; a fetch of all that is known asks for it all the same.</summary>
    [Fact]
    public async Task Reasons_SymbolThatNeverCame_IsAskedForByTheNextFetchOfAll()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        bench.Asked = symbol => Fail(bench, symbol == "MSFT");
        await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));
        bench.Present()!.Degraded.Single().ShouldStartWith("Fetch: bars of MSFT from 2023-11-01 to 2024-01-11 could not");
        bench.Asked = null;
        bench.Down.Clear();
        bench.Clock.Advance(OneDay);

        await bench.FetchAsync(FetchBench.Request());

        bench.Present()!.Degraded.ShouldBeEmpty();
        bench.Mark("MSFT")!.Through.ShouldBe(Friday);
    }

    /// <summary>The answers have no row that is new, and yet the snapshot is better known than before.</summary>
    [Fact]
    public async Task Reasons_EndWithoutNewRows_MakeASnapshot()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        bench.Missing.Add(("AAPL", new TradingDate(2024, 1, 9)));
        bench.Missing.Add(("AAPL", new TradingDate(2024, 1, 10)));
        bench.Down.Add("stooq");
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        bench.Present()!.Degraded.ShouldBe(["Fetch: bars of AAPL from 2024-01-09 to 2024-01-10 have holes (tiingo: sessions missing; stooq: its server failed)."]);
        bench.Down.Clear();
        bench.Clock.Advance(TimeSpan.FromHours(1));

        var again = await bench.FetchAsync(FetchBench.Request() with { From = null });

        again.Committed!.Rows.Sum(kind => kind.Added).ShouldBe(0);
        bench.Present()!.Sequence.ShouldBe(2);
        bench.Present()!.Degraded.ShouldBeEmpty("every source was asked for these sessions, and has none");
    }

    [Fact]
    public async Task Reasons_SourcesApart_EndOnceTheyAgree()
    {
        var apart = new TradingDate(2024, 1, 9);
        await using var bench = await FetchBench.StartAsync(Thursday, shipped => shipped with { Reconciliation = shipped.Reconciliation with { Sources = 2 } });
        bench.Closes[("tiingo", "AAPL", apart)] = 100;
        bench.Closes[("stooq", "AAPL", apart)] = 110;
        await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));
        bench.Present()!.Degraded.ShouldBe(["Closes: those of AAPL of 2024-01-09 differ between stooq, tiingo, and no other source decides."]);

        bench.Down.Add("stooq");
        bench.Clock.Advance(OneDay);
        await bench.FetchAsync(FetchBench.Request() with { From = null });
        bench.Present()!.Degraded.Single().ShouldStartWith("Closes: those of AAPL", Case.Sensitive, "one source alone compares nothing");

        bench.Down.Clear();
        bench.Closes.Remove(("stooq", "AAPL", apart));
        bench.Closes[("stooq", "AAPL", apart)] = 100;
        bench.Clock.Advance(TimeSpan.FromDays(4));
        await bench.FetchAsync(FetchBench.Request() with { From = null });
        bench.Present()!.Degraded.ShouldBeEmpty();
    }

    /// <summary>A slip of the pen must not degrade the snapshot for good, nor be asked for daily.</summary>
    [Fact]
    public async Task Reasons_SymbolThatNobodyCanBeAskedFor_IsNoneOfTheSnapshot()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL", "XBAD"));

        fetched.Settled!.Degraded.Single().ShouldStartWith("Fetch: bars of XBAD could not be fetched (tiingo: it does not understand");
        bench.Present()!.Degraded.ShouldBeEmpty();
        bench.Clock.Advance(OneDay);
        (await bench.PlanAsync(FetchBench.Request() with { From = null })).Items.ShouldBe(1);
    }

    [Fact]
    public async Task Reasons_SymbolNobodyKnows_IsNoneOfTheSnapshot()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL", "XXY"));

        fetched.Settled!.Degraded.ShouldBe(["Fetch: bars of XXY is known to no source."]);
        bench.Present()!.Degraded.ShouldBeEmpty();
    }

    private static async Task<FetchBench> WithoutFridayOfAsync(params string[] failing)
    {
        var bench = await FetchBench.StartAsync(Thursday, shipped => shipped with { Breaker = shipped.Breaker with { Failures = 100 } });
        await bench.FetchAsync(FetchBench.Request(["AAPL", .. failing]));
        bench.Clock.Advance(OneDay);
        bench.Asked = symbol => Fail(bench, failing.Contains(symbol));
        await bench.FetchAsync(FetchBench.Request() with { From = null });
        bench.Asked = null;
        bench.Down.Clear();
        bench.Clock.Advance(TimeSpan.FromHours(1));
        return bench;
    }

    private static void Fail(FetchBench bench, bool fails)
    {
        foreach (var vendor in (string[])["tiingo", "stooq"])
        {
            _ = fails ? bench.Down.Add(vendor) : bench.Down.Remove(vendor);
        }
    }
}
