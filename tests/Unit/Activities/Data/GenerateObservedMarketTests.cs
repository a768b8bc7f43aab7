using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Synthetic;

namespace Assay.Tests.Unit.Activities.Data;

public sealed class GenerateObservedMarketTests : IDisposable
{
    private static readonly SyntheticOptions Options = ActivityHome.RepositorySettings().Market.Lifelike with { Symbols = 60, Sessions = 500, LateListings = 6, Delistings = 8 };
    private readonly ActivityHome home = new(WithLifelike());

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task GenerateObservedMarket_Committed_IsASnapshotMarkedSyntheticThatCanBeAdjusted()
    {
        var market = await GenerateAsync(new GenerateObservedMarket(home.Stage, Seed: 5, SignalInformationCoefficient: 0, WithDefects: false));

        var commit = await home.RunAsync(() => Commits().CommitSnapshotAsync(
            new CommitSnapshot(home.Stage, "study", market.Parts, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), null, market.Calendar, [])));

        commit.Outcome.ShouldBe(CommitOutcomes.Committed);
        commit.Verdict.ShouldNotBe("fail");
        commit.Rows.Select(rows => rows.Dataset).ShouldBe(["actions", "bars", "fundamentals", "membership"]);
        var snapshot = Snapshot.Read(home.Store, commit.Snapshot!);
        snapshot.Synthetic.ShouldBeTrue();
        snapshot.Calendar!.Id.ShouldBe("XNYS");
        snapshot.Calendar.Open(home.Store).Closures.ShouldBe(ExchangeCalendars.Nyse.Closures);
        var expected = SyntheticMarket.Generate(Options with { Seed = 5, SignalIc = 0, Defects = null });
        var reader = new SnapshotReader(home.Store, snapshot);
        reader.RawBars(DateTimeOffset.MaxValue).Float64("close").ShouldBe(expected.RawBars.Float64("close"));
        var adjusted = BarAdjustment.Read(reader, snapshot.KnownThrough, PriceAdjustment.TotalReturn);
        adjusted.Ignored.ShouldBeEmpty();
        adjusted.Bars.Float64("close").ShouldNotBe(expected.RawBars.Float64("close"));

        // As of a day in the middle: its own members, and no action that was announced later.
        var day = ExchangeCalendars.Nyse.Session(new TradingDate(2013, 3, 1)).Close;
        reader.Read(ObservedDataset.Actions, day).RowCount.ShouldBe(expected.Actions.Count(action => action.KnownOn <= new TradingDate(2013, 3, 1)));
        reader.Membership(day)!.Date("known_since")[^1].ShouldBeLessThan(new TradingDate(2013, 3, 1).DayNumber);
    }

    [Fact]
    public async Task GenerateObservedMarket_WithDefects_NamesEachOfThem()
    {
        var market = await GenerateAsync(new GenerateObservedMarket(home.Stage, null, null, WithDefects: true));

        var defects = home.Store.ReadTable(market.Defects.ShouldNotBeNull());
        var expected = SyntheticMarket.Generate(Options);
        defects.RowCount.ShouldBe(expected.Defects.Count);
        defects.Text("symbol").At(0).ShouldBe(expected.Defects[0].Symbol);
        market.Parts.Count(part => part.Table.Schema == "assay.observed.bars/1").ShouldBe(2, "the bars, and corrections of them");
    }

    [Fact]
    public async Task GenerateObservedMarket_SameSeed_GivesTheSameArtifacts()
    {
        var request = new GenerateObservedMarket(home.Stage, 9, null, WithDefects: true);

        var first = await GenerateAsync(request);
        using var other = new ActivityHome(WithLifelike());
        var second = await other.RunAsync(() => new DataActivities(other.Runner).GenerateObservedMarketAsync(request with { Stage = other.Stage }));

        second.Parts.Select(part => part.Table).ShouldBe(first.Parts.Select(part => part.Table));
        second.Truth.ShouldBe(first.Truth);
        second.Defects.ShouldBe(first.Defects);
    }

    private static Assay.Activities.Settings.AssaySettings WithLifelike()
    {
        var settings = ActivityHome.RepositorySettings();
        return settings with { Market = settings.Market with { Lifelike = Options } };
    }

    private Task<ObservedMarket> GenerateAsync(GenerateObservedMarket request) => home.RunAsync(() => new DataActivities(home.Runner).GenerateObservedMarketAsync(request));

    private SnapshotWriteActivities Commits() => new(
        home.Runner, home.Path, home.Files, () => new CalendarBook(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] }));
}
