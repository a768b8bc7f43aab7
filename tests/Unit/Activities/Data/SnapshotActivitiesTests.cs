using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Activities.Settings;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Tests.Unit.MarketData;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Activities.Data;

public sealed class SnapshotActivitiesTests : IDisposable
{
    private static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly AssaySettings settings = ActivityHome.RepositorySettings();
    private readonly ActivityHome home;

    public SnapshotActivitiesTests() => home = new ActivityHome(settings);

    public void Dispose() => home.Dispose();

    /// <summary>Faults included: a missing cell, a row without a symbol, a bar that stands twice, one that contradicts itself.</summary>
    [Fact]
    public async Task ReadSnapshot_OfJustAFile_GivesTheTableOfTheFileToTheByte()
    {
        home.WriteText(
            "bars.csv",
            "date,open,high,low,close,volume,Name\n"
            + "2016-12-30,1,2,1,2,10,B\n2017-01-03,1,2,1,2,10,B\n2017-01-04,1,2,3,2,10,B\n2017-01-05,,2,1,2,10,B\n"
            + "2016-12-30,1,2,1,2,10,A\n2017-01-03,1,2,1,2,10,A\n2017-01-03,1,2,1,1.5,10,A\n2017-01-04,1,2,1,2,10,\n2017-01-04,1,2,1,2,10,\n");
        var path = System.IO.Path.Combine(home.Path, "bars.csv");
        var imported = await home.RunAsync(() => new ImportActivities(home.Runner).ImportBarsAsync(new ImportFile(home.Stage with { Synthetic = false }, path)));
        var table = home.Store.ReadTable(imported.Table);
        var snapshot = new SnapshotBuilder(home.Store, "file", synthetic: false).Append(ObservedBars.From(table, Close, "file:bars.csv")).Build();

        var read = await ReadAsync(snapshot, Later);

        read.RawBars.ShouldBe(imported.Table);
        read.Membership.ShouldBeNull();
        File.Exists(System.IO.Path.Combine(home.Path, "artifacts", "runs", "run-1", "data", "snapshot.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task ReadSnapshot_WithActionsAndMembership_GivesBothAsKnownThen()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10", "2017-01-04,A,45,60,40,50,30");
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        actions.Add(new TradingDate(2017, 1, 4), Close(new TradingDate(2017, 1, 3)), "test", ["A", ActionKind.Split, null], [2, double.NaN]);
        actions.Add(new TradingDate(2017, 1, 4), Close(new TradingDate(2017, 1, 3)), "test", ["A", ActionKind.CashDividend, null], [double.NaN, 500]);
        var members = new ObservedTableBuilder(ObservedDataset.Membership);
        members.Add(new TradingDate(2017, 1, 3), Close(new TradingDate(2017, 1, 3)), "test", ["A", null, "Tech"], []);
        var snapshot = new SnapshotBuilder(home.Store, "m", synthetic: false)
            .Append(ObservedBars.From(raw, Close, "test")).Append(actions.Build()).Append(members.Build()).Build();

        var early = await ReadAsync(snapshot, Close(new TradingDate(2017, 1, 3)));
        var late = await ReadAsync(snapshot, Later);

        MarketSamples.Rows(home.Store.ReadTable(early.RawBars)).ShouldBe(["2017-01-03,A,90,120,80,100,10"]);
        early.Paid.ShouldBeNull();
        home.Store.ReadTable(late.RawBars).Float64("close").ShouldBe([50, 50]);
        home.Store.ReadTable(late.Paid.ShouldNotBeNull()).Float64("close").ShouldBe([100, 50]);
        late.IgnoredActions.ShouldBe(["cash_dividend of A on 2017-01-04: it pays no less than the close before it."]);
        home.Store.ReadTable(late.Membership.ShouldNotBeNull()).Text("sector").Dictionary.ShouldBe(["Tech"]);
    }

    [Fact]
    public async Task ReadSnapshot_ListsOfAFile_TakeTheSnapshotsPlaceUnderTheSymbolsOfTheBars()
    {
        var raw = MarketSamples.Raw("2017-01-03,OLD,90,120,80,100,10", "2017-01-04,NEW,90,120,80,100,10");
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        actions.Add(new TradingDate(2017, 1, 4), Close(new TradingDate(2017, 1, 3)), "test", ["OLD", ActionKind.Rename, "NEW"], [double.NaN, double.NaN]);
        var members = new ObservedTableBuilder(ObservedDataset.Membership);
        members.Add(new TradingDate(2017, 1, 3), Close(new TradingDate(2017, 1, 3)), "test", ["OLD", null, "Tech"], []);
        var snapshot = new SnapshotBuilder(home.Store, "m", synthetic: false)
            .Append(ObservedBars.From(raw, Close, "test")).Append(actions.Build()).Append(members.Build()).Build();
        home.WriteText("members.csv", "known_since,symbol,name,sector\n2017-01-03,OLD,Old Inc,Energy\n");
        var path = System.IO.Path.Combine(home.Path, "members.csv");
        var listed = (await home.RunAsync(() => new ImportActivities(home.Runner).ImportMembershipAsync(new ImportFile(home.Stage with { Synthetic = false }, path)))).Table;

        var read = await ReadAsync(snapshot, Later, listed);

        var table = home.Store.ReadTable(read.Membership.ShouldNotBeNull());
        (table.Text("symbol").At(0), table.Text("sector").At(0), table.RowCount).ShouldBe(("NEW", "Energy", 1));
    }

    [Fact]
    public async Task ReadSnapshot_BeforeTheFirstKnowledge_SaysSoAndIsNotRetried()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10");
        var snapshot = new SnapshotBuilder(home.Store, "m", synthetic: false).Append(ObservedBars.From(raw, Close, "test")).Build();

        var failure = await Should.ThrowAsync<ApplicationFailureException>(() => ReadAsync(snapshot, new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        failure.NonRetryable.ShouldBeTrue();
        failure.Message.ShouldStartWith("The snapshot m knows no bar as of 2016-01-01T00:00:00");
    }

    [Fact]
    public async Task ReadSnapshot_OfClosesAlone_GivesThemAndTheGateSaysWhatTheyLack()
    {
        var snapshot = new SnapshotBuilder(home.Store, "wide", synthetic: false)
            .Append(ObservedBars.From(MarketSamples.Raw("2017-01-03,A,,,,100,", "2017-01-04,A,,,,101,"), Close, "test")).Build();

        var read = await ReadAsync(snapshot, Later);

        MarketSamples.Rows(home.Store.ReadTable(read.RawBars)).ShouldBe(["2017-01-03,A,,,,100,", "2017-01-04,A,,,,101,"]);
        var inspected = SnapshotGate.Inspect(new SnapshotReader(home.Store, snapshot), Later, settings.Market.Quality with { MinimumSymbolRows = 1 }, null);
        MarketSamples.Rows(inspected.Bars).ShouldBe(["2017-01-03,A,,,,100,", "2017-01-04,A,,,,101,"], "nothing is made up for what is not known");
        var report = inspected.Report;
        report.RowsClean.ShouldBe(2);
        report.Verdict.ShouldBe(QualityVerdict.Degraded);
        report.Reasons.ShouldContain("Bars are closes alone, without open, high, low and volume: a trade cannot be filled at the next open, only at the next close, and nothing says how many shares can be had.");
    }

    [Fact]
    public async Task FindSnapshot_ByName_IsThePresentOneAsOfTheRunsInstant()
    {
        var raw = MarketSamples.Raw("2017-01-03,A,90,120,80,100,10");
        var snapshot = new SnapshotBuilder(home.Store, "m", synthetic: true).Append(ObservedBars.From(raw, Close, "test")).Build();
        var reference = snapshot.Keep(home.Store);
        new SnapshotCatalog(home.Path, home.Files).TryMove(null, reference, snapshot).ShouldBeTrue();
        var activities = new SnapshotHomeActivities(home.Runner, home.Path);

        var found = await home.RunAsync(() => activities.FindSnapshotAsync(new FindSnapshot(new NamedSnapshot("m", PriceAdjustments.Splits), Later)));

        found.ShouldBe(new FoundSnapshot(new SnapshotRequest(reference, Later, PriceAdjustments.Splits), Synthetic: true));
        var failure = await Should.ThrowAsync<ApplicationFailureException>(
            () => home.RunAsync(() => activities.FindSnapshotAsync(new FindSnapshot(new NamedSnapshot("other", PriceAdjustments.Splits), Later))));
        failure.Message.ShouldBe($"The home {home.Path} has no snapshot 'other'; make one with 'assay data import' or 'assay data fetch'.");
    }

    private static DateTimeOffset Close(TradingDate day) => new(day.ToDateOnly(), new TimeOnly(21, 15), TimeSpan.Zero);

    private Task<SnapshotReadResult> ReadAsync(Snapshot snapshot, DateTimeOffset asOf, ArtifactRef? listed = null) => home.RunAsync(() => new SnapshotActivities(home.Runner)
        .ReadSnapshotAsync(new ReadSnapshot(home.Stage with { Synthetic = false }, new SnapshotRequest(snapshot.Keep(home.Store), asOf, PriceAdjustments.TotalReturn), listed)));
}
