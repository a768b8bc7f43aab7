using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Incremental;

/// <summary>Which requests a fetch makes. 2024-01-12 is a Friday; Monday the 15th is a holiday.</summary>
public sealed class FetchPlannerTests : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromHours(4);
    private static readonly TradingDate From = new(2023, 11, 1);
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public FetchPlannerTests() => store = new FolderArtifactStore(folder.Path);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Plan_NothingKnown_AsksForTheYearsOfTheConfiguration()
    {
        var items = Plan(Bars("A"), known: null, At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", new TradingDate(2014, 1, 12), new TradingDate(2024, 1, 12), FetchReason.First)]);
    }

    [Fact]
    public void Plan_NextSession_ReadsTheLastFiveAgain()
    {
        var items = Plan(Bars("A"), Known(through: new TradingDate(2024, 1, 11)), At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", new TradingDate(2024, 1, 5), new TradingDate(2024, 1, 12), FetchReason.New)]);
    }

    [Theory]
    [InlineData(13, 3)]
    [InlineData(14, 12)]
    [InlineData(15, 23)]
    [InlineData(16, 20)]
    public void Plan_ReadAfterTheLastClose_AsksForNothingUntilTheNextIsOver(int day, int hour) =>
        Plan(Bars("A"), Known(new TradingDate(2024, 1, 12), readAt: At(2024, 1, 13, 2)), At(2024, 1, day, hour)).ShouldBeEmpty();

    [Fact]
    public void Plan_SessionOverButNotYetPublished_AsksForNothing() =>
        Plan(Bars("A"), Known(new TradingDate(2024, 1, 11), readAt: At(2024, 1, 12, 2)), At(2024, 1, 12, 23)).ShouldBeEmpty();

    [Theory]
    [InlineData(8, 12, true)]
    [InlineData(9, 12, false)]
    [InlineData(10, 12, false)]
    public void Plan_QuietThroughTheLastClose_AsksAgainAtTheNext(int quietDay, int nowDay, bool asks)
    {
        var known = Known(new TradingDate(2024, 1, 5));
        var items = Plan(Bars("A"), known with { Mark = known.Mark with { QuietThrough = new TradingDate(2024, 1, quietDay) } }, At(2024, 1, nowDay - 2, 3));

        items.Count.ShouldBe(asks ? 1 : 0);
    }

    [Fact]
    public void Plan_EndsEarly_ClosesGapsAndAsksForNothingBehindThem()
    {
        var gap = new TradingDate(2023, 11, 15);
        var known = Known(new TradingDate(2024, 1, 5), [gap]);
        known = known with { Mark = known.Mark with { QuietThrough = new TradingDate(2024, 1, 26) } };

        var schedule = Planner(known, At(2024, 2, 3, 3), 25, new Dictionary<string, TradingDate>()).Plan(Bars("A"));

        schedule.Items.ShouldBe([new FetchItem("bars", "A", gap, gap, FetchReason.Gap)]);
        schedule.EndsEarly.ShouldBe([new EarlyEnd("A", new TradingDate(2024, 1, 5), new TradingDate(2024, 2, 26))]);
    }

    [Fact]
    public void Plan_KnownFromAFile_ReadsTheWindowOnce()
    {
        var items = Plan(Bars("A"), Known(new TradingDate(2024, 1, 12)), At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", new TradingDate(2024, 1, 8), new TradingDate(2024, 1, 12), FetchReason.Restatement)]);
    }

    [Fact]
    public void Plan_SessionsMissingInBetween_AreAskedForByThemselves()
    {
        var gaps = new HashSet<TradingDate> { new(2023, 11, 14), new(2023, 11, 15) };

        var items = Plan(Bars("A"), Known(new TradingDate(2024, 1, 12), gaps, At(2024, 1, 13, 2)), At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", new TradingDate(2023, 11, 14), new TradingDate(2023, 11, 15), FetchReason.Gap)]);
    }

    [Fact]
    public void Plan_GapNearTheEnd_IsOneRequestWithWhatIsNew()
    {
        var items = Plan(Bars("A"), Known(new TradingDate(2024, 1, 11), [new TradingDate(2023, 12, 14)]), At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", new TradingDate(2023, 12, 14), new TradingDate(2024, 1, 12), FetchReason.New)]);
    }

    [Fact]
    public void Plan_GapFarFromTheEnd_IsARequestOfItsOwn()
    {
        var items = Plan(Bars("A"), Known(new TradingDate(2024, 1, 11), [new TradingDate(2023, 11, 14)]), At(2024, 1, 13, 3), joinSessions: 20);

        items.Select(item => (item.First.ToString(), item.Last.ToString())).ShouldBe([("2023-11-14", "2023-11-14"), ("2024-01-05", "2024-01-12")]);
    }

    [Fact]
    public void Plan_GapThatTheSourcesDoNotHave_IsNotAskedForAgain()
    {
        var gap = new TradingDate(2023, 11, 14);
        var known = Known(new TradingDate(2024, 1, 12), [gap], At(2024, 1, 13, 2));

        Plan(Bars("A"), known with { Mark = known.Mark with { Absent = [gap] } }, At(2024, 1, 13, 3)).ShouldBeEmpty();
    }

    [Fact]
    public void Plan_BeforeTheFirstBar_IsNoGap()
    {
        var known = Known(new TradingDate(2024, 1, 12), readAt: At(2024, 1, 13, 2));

        Plan(Bars("A"), known with { Mark = known.Mark with { First = new TradingDate(2014, 1, 2) } }, At(2024, 1, 13, 3)).ShouldBeEmpty();
    }

    [Fact]
    public void Plan_EarlierDaysWanted_AsksForThem()
    {
        var items = Plan(Bars("A") with { From = new TradingDate(2023, 10, 2) }, Known(new TradingDate(2024, 1, 12), readAt: At(2024, 1, 13, 2)), At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", new TradingDate(2023, 10, 2), new TradingDate(2023, 10, 31), FetchReason.Earlier)]);
    }

    [Fact]
    public void Plan_Full_AsksForAllOfItAgain()
    {
        var items = Plan(Bars("A") with { Full = true }, Known(new TradingDate(2024, 1, 12), readAt: At(2024, 1, 13, 2)), At(2024, 1, 13, 3));

        items.ShouldBe([new FetchItem("bars", "A", From, new TradingDate(2024, 1, 12), FetchReason.Full)]);
    }

    [Fact]
    public void Plan_UpToADay_AsksForNothingAfterIt()
    {
        var items = Plan(Bars("A") with { To = new TradingDate(2024, 1, 10) }, Known(new TradingDate(2024, 1, 9)), At(2024, 1, 13, 3));

        items.Single().Last.ShouldBe(new TradingDate(2024, 1, 10));
    }

    [Fact]
    public void Plan_Delisted_IsNotAskedForAnyMore()
    {
        var known = Known(new TradingDate(2024, 1, 8));
        var planner = Planner(known, At(2024, 1, 13, 3), 60, new Dictionary<string, TradingDate> { ["A"] = new(2024, 1, 9) });

        var schedule = planner.Plan(Bars("A"));

        schedule.Items.ShouldBeEmpty();
        schedule.Delisted.ShouldBe(["A"]);
    }

    [Fact]
    public void Plan_DelistedBeforeTheEndIsKnown_AsksUpToTheLastSession()
    {
        var planner = Planner(Known(new TradingDate(2024, 1, 4)), At(2024, 1, 13, 3), 60, new Dictionary<string, TradingDate> { ["A"] = new(2024, 1, 9) });

        planner.Plan(Bars("A")).Items.Single().Last.ShouldBe(new TradingDate(2024, 1, 8));
    }

    [Fact]
    public void Plan_SeriesAndActions_JoinWhatIsKnownAndReadRevisions()
    {
        var read = At(2024, 1, 12, 2);
        var marks = new[]
        {
            new Watermark("actions", "A", From, new TradingDate(2024, 1, 11), [], read),
            new Watermark("series", "VIXCLS", new TradingDate(2014, 1, 2), new TradingDate(2024, 1, 11), [], read),
        };
        var planner = new FetchPlanner(
            ExchangeCalendars.Nyse, Options(60), Horizon(At(2024, 1, 13, 3)), BarPresence.Read(store, null, ExchangeCalendars.Nyse), marks.ToDictionary(mark => (mark.Dataset, mark.Key)), new Dictionary<string, TradingDate>());

        var items = planner.Plan(new FetchWish(["actions", "series"], ["A"], ["VIXCLS"], null, null, false)).Items;

        items.ShouldBe([
            new FetchItem("actions", "A", new TradingDate(2024, 1, 5), new TradingDate(2024, 1, 12), FetchReason.New),
            new FetchItem("series", "VIXCLS", new TradingDate(2022, 12, 7), new TradingDate(2024, 1, 12), FetchReason.New)]);
    }

    [Fact]
    public void Plan_BarsAndActions_StandTogetherSymbolBySymbol()
    {
        var planner = Planner(null, At(2024, 1, 13, 3), 60, new Dictionary<string, TradingDate>());

        var items = planner.Plan(new FetchWish(["actions", "bars"], ["B", "A"], [], null, null, false)).Items;

        items.Select(item => $"{item.Dataset} {item.Key}").ShouldBe(["bars B", "actions B", "bars A", "actions A"]);
        FetchPlan.Cut(items, 1).ShouldBe([0, 2]);
        FetchPlan.Cut(items, 2).ShouldBe([0]);
    }

    private static FetchWish Bars(params string[] symbols) => new(["bars"], symbols, [], null, null, false);

    private static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    private static FetchHorizon Horizon(DateTimeOffset now) => FetchHorizon.At(ExchangeCalendars.Nyse, now, Delay);

    private static FetchOptions Options(int joinSessions) => new()
    {
        FirstYears = 10,
        RestatementSessions = 5,
        RevisionDays = 400,
        JoinSessions = joinSessions,
        BatchKeys = 25,
        EndsEarlySessions = 10,
        EndsEarlyAgainSessions = 20,
    };

    private IReadOnlyList<FetchItem> Plan(FetchWish wish, KnownBars? known, DateTimeOffset now, int joinSessions = 25) =>
        Planner(known, now, joinSessions, new Dictionary<string, TradingDate>()).Plan(wish).Items;

    private FetchPlanner Planner(KnownBars? known, DateTimeOffset now, int joinSessions, IReadOnlyDictionary<string, TradingDate> delistings)
    {
        var marks = new Dictionary<(string, string), Watermark>();
        if (known is not null)
        {
            marks.Add(("bars", "A"), known.Mark);
        }

        return new FetchPlanner(
            ExchangeCalendars.Nyse, Options(joinSessions), Horizon(now), BarPresence.Read(store, known?.Snapshot, ExchangeCalendars.Nyse), marks, delistings);
    }

    /// <summary>Bars of A from <see cref="From"/> on, but for some sessions.</summary>
    private KnownBars Known(TradingDate through, HashSet<TradingDate>? missing = null, DateTimeOffset? readAt = null)
    {
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var session in ExchangeCalendars.Nyse.SessionsIn(From, through))
        {
            if (missing?.Contains(session) != true)
            {
                bars.Add(session, ExchangeCalendars.Nyse.Session(session).Close, "test", ["A"], [1, 1, 1, 1, 1]);
            }
        }

        var snapshot = new SnapshotBuilder(store, "m", synthetic: false).Append(bars.Build()).Build();
        return new KnownBars(snapshot, new Watermark("bars", "A", From, through, [], readAt));
    }

    private sealed record KnownBars(Snapshot Snapshot, Watermark Mark);
}
