using Assay.Domain;

namespace Assay.Tests.Unit.Activities.Data;

/// <summary>A symbol that stopped trading without a word: 2024-01-05 is the last session of GONE, and three without a bar are an end.</summary>
public sealed class EarlyEndTests
{
    private static readonly TradingDate Last = new(2024, 1, 5);

    [Fact]
    public async Task Fetch_DayAfterDayWithoutABar_AsksOnlyNowAndThen()
    {
        await using var bench = await GoneAsync();

        var days = new List<TradingDate>();
        for (var day = 0; day < 17; day++)
        {
            bench.Clock.Advance(TimeSpan.FromDays(1));
            var asked = bench.Server.Requests.Count;
            await bench.FetchAsync(Request());
            if (bench.Server.Requests.Skip(asked).Any(request => request.Target.Contains("GONE", StringComparison.Ordinal)))
            {
                days.Add(bench.Mark("GONE")!.QuietThrough!.Value);
            }
        }

        days.ShouldBe([new(2024, 1, 8), new(2024, 1, 9), new(2024, 1, 10), new(2024, 1, 18)], "three sessions in a row, and once after five more");
        bench.Mark("GONE")!.Through.ShouldBe(Last);
        bench.Mark("AAPL")!.Through.ShouldBe(new TradingDate(2024, 1, 22));
    }

    [Fact]
    public async Task Fetch_EndedEarly_IsSaidByNameAndDegradesNoLonger()
    {
        await using var bench = await EndedAsync();

        var next = await bench.FetchAsync(Request());

        next.Plan.EndsEarly.ShouldBe(["GONE"]);
        bench.Present()!.Degraded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_EndedEarlyAndFull_AsksAgain()
    {
        await using var bench = await EndedAsync();

        var full = await bench.FetchAsync(Request() with { Full = true });

        full.Plan.EndsEarly!.ShouldBeEmpty();
        bench.Server.Requests.TakeLast(4).Count(request => request.Target.Contains("GONE", StringComparison.OrdinalIgnoreCase)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Fetch_EndedEarlyAndABarCame_IsAskedForDailyAgain()
    {
        await using var bench = await EndedAsync();
        bench.Ends.Clear();
        await bench.FetchAsync(Request() with { Full = true });
        bench.Mark("GONE")!.QuietThrough.ShouldBeNull();
        bench.Clock.Advance(TimeSpan.FromDays(1));

        var next = await bench.FetchAsync(Request());

        next.Plan.Items.ShouldBe(2);
        bench.Mark("GONE")!.Through.ShouldBe(bench.Mark("AAPL")!.Through);
    }

    /// <summary>A source that stands still for all symbols says nothing about one of them.</summary>
    [Fact]
    public async Task Fetch_SourceStandsStillForAll_EndsNoSymbol()
    {
        await using var bench = await GoneAsync();
        bench.Ends["AAPL"] = Last;
        for (var day = 0; day < 8; day++)
        {
            bench.Clock.Advance(TimeSpan.FromDays(1));
            await bench.FetchAsync(Request());
        }

        bench.Mark("GONE")!.QuietThrough.ShouldBeNull();
        (await bench.PlanAsync(Request())).EndsEarly!.ShouldBeEmpty();
    }

    private static Assay.Activities.Contracts.Data.FetchRequest Request() => FetchBench.Request() with { From = null };

    private static async Task<FetchBench> GoneAsync()
    {
        var bench = await FetchBench.StartAsync(
            new DateTimeOffset(2024, 1, 6, 3, 0, 0, TimeSpan.Zero),
            shipped => shipped with { Fetch = shipped.Fetch with { EndsEarlySessions = 3, EndsEarlyAgainSessions = 5 } });
        bench.Ends["GONE"] = Last;
        await bench.FetchAsync(FetchBench.Request("AAPL", "GONE"));
        return bench;
    }

    private static async Task<FetchBench> EndedAsync()
    {
        var bench = await GoneAsync();
        for (var day = 0; day < 6; day++)
        {
            bench.Clock.Advance(TimeSpan.FromDays(1));
            await bench.FetchAsync(Request());
        }

        return bench;
    }
}
