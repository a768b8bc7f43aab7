using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Activities.Data;

public sealed class SnapshotCommitTests : IDisposable
{
    private static readonly TradingDate First = new(2017, 1, 3);
    private static readonly DateTimeOffset Now = new(2017, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CalendarBook Calendars = new(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] });
    private readonly ActivityHome home = new(ActivityHome.RepositorySettings());
    private CalendarBook present = Calendars;

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task CommitSnapshot_FirstAndNext_AddsWhatIsNewAndMovesTheName()
    {
        var first = await CommitAsync(Request(Bars(0, 30, 100)));
        var next = await CommitAsync(Request(Bars(29, 2, 129)) with { Degraded = ["one source answered"], FetchedAt = Now });

        first.ShouldSatisfyAllConditions(
            () => first.Outcome.ShouldBe(CommitOutcomes.Committed),
            () => first.Rows.ShouldBe([new DatasetRows("bars", 60, 60)]),
            () => first.Sequence.ShouldBe(1),
            () => first.Verdict.ShouldBe("pass"));
        next.Rows.ShouldBe([new DatasetRows("bars", 4, 2)]);
        var snapshot = Present();
        snapshot.ShouldSatisfyAllConditions(
            () => snapshot.Sequence.ShouldBe(2),
            () => snapshot.Parent.ShouldBe(first.Snapshot),
            () => snapshot.Calendar!.Id.ShouldBe("XNYS"),
            () => snapshot.Degraded.ShouldBe(["one source answered"]),
            () => snapshot.Quality!.Report.ShouldBe(next.Report),
            () => snapshot.Synthetic.ShouldBeTrue());
        new SnapshotReader(home.Store, snapshot).RawBars(DateTimeOffset.MaxValue).RowCount.ShouldBe(62);
    }

    [Fact]
    public async Task CommitSnapshot_SameAgain_ChangesNothing()
    {
        var first = await CommitAsync(Request(Bars(0, 30, 100)));

        var again = await CommitAsync(Request(Bars(0, 30, 100)));

        again.Outcome.ShouldBe(CommitOutcomes.Unchanged);
        again.Snapshot.ShouldBe(first.Snapshot);
        again.Rows.ShouldBe([new DatasetRows("bars", 60, 0)]);
        again.Verdict.ShouldBe("pass");
    }

    [Fact]
    public async Task CommitSnapshot_NothingNewButAnotherCalendar_IsJudgedByThatOneAndCarriesIt()
    {
        var first = await CommitAsync(Request(Bars(0, 120, 100)));
        present = new CalendarBook(new CalendarOptions
        {
            Closures = [new() { Exchange = "XNYS", Date = "2017-02-08", Reason = "Snow" }],
            SpecialHours = [],
            Coverage = [],
        });

        var next = await CommitAsync(Request(Bars(0, 120, 100)));
        var again = await CommitAsync(Request(Bars(0, 120, 100)));

        (first.Verdict, next.Verdict).ShouldBe(("pass", "degraded"), "bars of a day that turned out to have no session");
        (next.Outcome, next.Sequence, next.Rows[0].Added).ShouldBe((CommitOutcomes.Committed, 2, 0));
        Present().Calendar!.Open(home.Store).ReasonClosed(new TradingDate(2017, 2, 8)).ShouldBe("Snow");
        again.Outcome.ShouldBe(CommitOutcomes.Unchanged);
    }

    [Fact]
    public async Task CommitSnapshot_Correction_IsSeenOnlyFromItsStatementOn()
    {
        await CommitAsync(Request(Bars(0, 30, 100)));
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        builder.Add(First, Close(First), "file:other", ["A"], [100, 102, 99, 100.5, 1000]);

        await CommitAsync(Request(builder.Build()));

        var reader = new SnapshotReader(home.Store, Present());
        var day = new DateSpan(First, First);
        reader.RawBars(Now.AddMinutes(-1), day).Float64("close")[0].ShouldBe(100);
        reader.RawBars(Now, day).Float64("close")[0].ShouldBe(100.5);
    }

    [Fact]
    public async Task CommitSnapshot_FailingVerdict_MovesNothingUnlessAccepted()
    {
        var broken = new ObservedTableBuilder(ObservedDataset.Bars);
        broken.Add(First, Close(First), "file:bad", ["A"], [100, 90, 99, -5, 1000]);
        var request = Request(broken.Build());

        var refused = await CommitAsync(request);

        refused.Outcome.ShouldBe(CommitOutcomes.Refused);
        refused.Verdict.ShouldBe("fail");
        refused.Snapshot.ShouldBeNull();
        refused.Reasons.ShouldNotBeEmpty();
        home.Store.Contains(refused.Report.ShouldNotBeNull()).ShouldBeTrue();
        SnapshotCatalog.Find(home.Path, "m").ShouldBeNull();
        (await CommitAsync(request with { AcceptFailing = true })).Outcome.ShouldBe(CommitOutcomes.Committed);
        Present().Quality!.Verdict.ShouldBe("fail");
    }

    /// <summary>The process ends just before it moves the name; before it comes to that again, another moves it.</summary>
    [Fact]
    public async Task CommitSnapshot_NameMovedMeanwhile_IsDoneAnewOnWhatTheOtherMade()
    {
        await CommitAsync(Request(Bars(0, 30, 100)));
        var request = Request(Bars(30, 1, 130));
        await Should.ThrowAsync<ApplicationFailureException>(() => CommitAsync(request, new Ending((effect, path) => effect == "rename" && path.EndsWith("current.json", StringComparison.Ordinal))));
        await CommitAsync(Request(Bars(31, 1, 131)));

        var late = await home.RepeatAsync(() => Activities(home.Runner, home.Files).CommitSnapshotAsync(request), back: 1);

        late.Sequence.ShouldBe(3);
        new SnapshotReader(home.Store, Present()).RawBars(DateTimeOffset.MaxValue).RowCount.ShouldBe(64);
    }

    [Fact]
    public async Task CommitSnapshot_WhatCannotBeMeant_IsRefusedInASentence()
    {
        (await FailureAsync(Request(new ObservedTableBuilder(ObservedDataset.Bars).Build()))).ShouldBe("There are no rows to make the snapshot m of; give data.");
        (await FailureAsync(Request(Bars(0, 1, 100)) with { Name = "a/b" })).ShouldStartWith("'a/b' is no name of a snapshot");
        await CommitAsync(Request(Bars(0, 30, 100)) with { Stage = home.Stage with { Synthetic = false } });
        (await FailureAsync(Request(Bars(30, 1, 130)))).ShouldStartWith("The snapshot m holds a real market");
        (await FailureAsync(Request(Bars(30, 1, 130)) with { Stage = home.Stage with { Synthetic = false }, Calendar = "XLON" }))
            .ShouldBe("The snapshot m rests on the calendar XNYS, not XLON; use another name for another exchange.");
    }

    [Fact]
    public async Task CommitSnapshot_RealBarsIntoAGeneratedMarket_IsRefused()
    {
        await CommitAsync(Request(Bars(0, 30, 100)));

        (await FailureAsync(Request(Bars(30, 1, 130)) with { Stage = home.Stage with { Synthetic = false } }))
            .ShouldBe("The snapshot m holds a generated market, to which no real bars can be added; use another name.");
    }

    [Fact]
    public async Task CommitSnapshot_DayThatHasNotCome_IsRefused()
    {
        var request = Request(Bars(110, 1, 100)) with { Stage = home.Stage with { Synthetic = false }, AcceptFailing = true };

        (await FailureAsync(request)).ShouldStartWith("There are bars of 2017-06-12, a day that has not come yet");
        (await CommitAsync(request with { StatedAt = Now.AddDays(11) })).Outcome.ShouldBe(CommitOutcomes.Committed);
    }

    [Fact]
    public async Task CommitSnapshot_ReasonsOfAFile_EndWithItsLastRowThatHolds()
    {
        const string Reason = "dates.csv has dates that are no sessions.";
        var reserve = new SnapshotReserve(ReserveKind.Imported, "bars", [], null, null, "file:x", Reason);
        var update = home.Store.PutJson(Assay.MarketData.MarketDataSchemas.SnapshotReserves, new ReserveUpdate([], [reserve]));
        await CommitAsync(Request(Bars(0, 30, 100)) with { Reserves = [update] });
        Present().Degraded.ShouldBe([Reason]);
        await CommitAsync(Request(Bars(30, 1, 130)));
        Present().Degraded.ShouldBe([Reason]);
        var other = new ObservedTableBuilder(ObservedDataset.Bars);
        for (var day = 0; day < 31; day++)
        {
            other.Add(Session(day), Close(Session(day)), "other", ["A"], [100 + day, 103 + day, 99 + day, 101 + day, 1000]);
            other.Add(Session(day), Close(Session(day)), "other", ["B"], [100 + day, 103 + day, 99 + day, 101 + day, 1000]);
        }

        await CommitAsync(Request(other.Build()));

        Present().Degraded.ShouldBeEmpty();
    }

    [Fact]
    public async Task CommitSnapshot_ClosesAloneIntoWholeBars_IsRefused()
    {
        var closes = new ObservedTableBuilder(ObservedDataset.Bars);
        closes.Add(First, Close(First), "file:closes", ["A"], [double.NaN, double.NaN, double.NaN, 100, double.NaN]);
        await CommitAsync(Request(Bars(0, 30, 100)));

        (await FailureAsync(Request(closes.Build()))).ShouldBe("The snapshot m holds bars of A with open, high, low and volume; keep its closes alone in a snapshot of their own.");
        (await CommitAsync(Request(closes.Build()) with { Name = "closes", AcceptFailing = true })).Outcome.ShouldBe(CommitOutcomes.Committed);
    }

    [Fact]
    public async Task CommitSnapshot_ClosesAloneOfOtherSymbols_StandBesideWholeBars()
    {
        var closes = new ObservedTableBuilder(ObservedDataset.Bars);
        for (var day = 0; day < 30; day++)
        {
            closes.Add(Session(day), Close(Session(day)), "file:closes", ["Z"], [double.NaN, double.NaN, double.NaN, 100 + day, double.NaN]);
        }

        await CommitAsync(Request(Bars(0, 30, 100)));

        var committed = await CommitAsync(Request(closes.Build()) with { AcceptFailing = true });

        committed.Outcome.ShouldBe(CommitOutcomes.Committed);
        committed.Rows.Single().Added.ShouldBe(30);
    }

    /// <summary>The process ends before any change to the file system; the repeated activity ends at the same bytes, and says the same.</summary>
    [Fact]
    public async Task CommitSnapshot_EndedBeforeAnyEffect_LeavesOldOrNewAndEndsAlike()
    {
        var effects = 0;
        _ = await CommitAsync(Request(Bars(0, 30, 100)));
        var undisturbed = await CommitAsync(Request(Bars(30, 3, 130)), new Ending((_, _) => ++effects < 0));
        effects.ShouldBeGreaterThan(10);

        for (var at = 1; at <= effects; at++)
        {
            using var other = new SnapshotCommitTests();
            var first = await other.CommitAsync(other.Request(Bars(0, 30, 100)));
            var request = other.Request(Bars(30, 3, 130));
            var count = 0;
            await Should.ThrowAsync<ApplicationFailureException>(() => other.CommitAsync(request, new Ending((_, _) => ++count == at)));
            SnapshotCatalog.Find(other.home.Path, "m")!.Snapshot.ShouldBeOneOf(first.Snapshot!, undisturbed.Snapshot!);

            var again = await other.home.RepeatAsync(() => other.Activities(other.home.Runner, other.home.Files).CommitSnapshotAsync(request));

            CanonicalJson.Serialize(again).ShouldBe(CanonicalJson.Serialize(undisturbed));
            SnapshotCatalog.Find(other.home.Path, "m")!.Snapshot.ShouldBe(undisturbed.Snapshot);
        }
    }

    private static DateTimeOffset Close(TradingDate day) => new(day.ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero);

    /// <summary>The session so many sessions after Tuesday, 3 January 2017.</summary>
    private static TradingDate Session(int number) => Calendars.Find("XNYS").Add(First, number);

    /// <summary>Two symbols, from a weekday on.</summary>
    private static Table Bars(int from, int days, double price)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        for (var day = 0; day < days; day++)
        {
            foreach (var symbol in (string[])["A", "B"])
            {
                var date = Session(from + day);
                builder.Add(date, Close(date), "file:x", [symbol], [price + day, price + day + 2, price + day - 1, price + day, 1000]);
            }
        }

        return builder.Build();
    }

    private CommitSnapshot Request(Table table) => new(home.Stage, "m", [new ObservedPart(home.Store.PutTable(table), [])], Now, null, "XNYS", []);

    private Snapshot Present() => Snapshot.Read(home.Store, SnapshotCatalog.Find(home.Path, "m").ShouldNotBeNull().Snapshot);

    private SnapshotWriteActivities Activities(StageRunner runner, HomeFiles files) => new(runner, home.Path, files, () => present);

    private async Task<CommittedSnapshot> CommitAsync(CommitSnapshot request, IEffectObserver? observer = null)
    {
        var durable = new DurableFiles(observer);
        using var files = new HomeFiles(home.Path, durable);
        using var store = new FolderArtifactStore(home.Path, durable);
        var runner = new StageRunner(store, home, NullLogger<StageRunner>.Instance, TimeProvider.System);
        return await home.RunAsync(() => Activities(runner, files).CommitSnapshotAsync(request));
    }

    private async Task<string> FailureAsync(CommitSnapshot request)
    {
        var failure = await Should.ThrowAsync<ApplicationFailureException>(() => CommitAsync(request));
        failure.NonRetryable.ShouldBeTrue();
        return failure.Message;
    }

    /// <summary>Files in the making that nobody sees are swept while the process ends; a dead one sweeps nothing, which costs no reader anything.</summary>
    private sealed class Ending(Func<string, string, bool> isHere) : IEffectObserver
    {
        public void Before(string effect, string path)
        {
            if (effect != "delete" && isHere(effect, path))
            {
                throw new InvalidOperationException("ended");
            }
        }

        public void After(string effect, string path)
        {
        }
    }
}
