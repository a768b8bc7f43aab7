using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Tests.Unit.MarketData;
using Temporalio.Exceptions;
using QualityResult = Assay.Activities.Contracts.Data.QualityResult;

namespace Assay.Tests.Unit.Activities.Data;

public sealed class InspectQualityTests : IDisposable
{
    private static readonly TradingDate First = new(2017, 1, 3);
    private static readonly CalendarReference Nyse = ExchangeCalendars.Nyse.Reference;
    private readonly ActivityHome home = new(ActivityHome.RepositorySettings());

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task InspectQuality_SnapshotThatIsDegraded_CarriesItsReasonsOn()
    {
        var clean = await InspectAsync(Keep(Bars(30, holiday: false)));
        var degraded = await InspectAsync(Keep(Bars(30, holiday: false), degraded: ["A vendor did not answer."]));

        clean.Verdict.ShouldBe("pass");
        degraded.Verdict.ShouldBe("degraded");
        home.Store.ReadJson<QualityReport>(degraded.Report).Reasons.ShouldBe(["A vendor did not answer."]);
        degraded.Bars.ShouldBe(clean.Bars);
    }

    [Fact]
    public async Task InspectQuality_SnapshotsOwnVerdict_IsCarriedOnUnlessTheReadIsOfEarlier()
    {
        var report = home.Store.PutJson(MarketDataSchemas.Quality, new { }, default);
        var snapshot = Keep(Bars(30, holiday: false), quality: new SnapshotQuality("fail", report));

        (await InspectAsync(snapshot)).Verdict.ShouldBe("degraded");
        (await InspectAsync(snapshot with { AsOf = snapshot.AsOf.AddSeconds(-1) })).Verdict.ShouldBe("pass");
    }

    [Fact]
    public async Task InspectQuality_BarOnAHolidayOfTheSnapshotsCalendar_GoesToQuarantine()
    {
        var result = await InspectAsync(Keep(Bars(120, holiday: true)));

        result.QuarantinedRows.ShouldBe(2);
        home.Store.ReadTable(result.Quarantine).Text("rules").At(0).ShouldBe("closed_market");
    }

    [Fact]
    public async Task InspectQuality_SnapshotWithACalendarOfItsOwn_IsJudgedByThatOne()
    {
        var own = new CalendarBook(new CalendarOptions
        {
            Closures = [new() { Exchange = Nyse.Id, Date = "2017-02-08", Reason = "Snow" }],
            SpecialHours = [],
            Coverage = [],
        }).Find(Nyse.Id);

        var result = await InspectAsync(Keep(Bars(120, holiday: true), calendar: SnapshotCalendar.Keep(home.Store, own)));

        result.QuarantinedRows.ShouldBe(4);
        var quarantine = home.Store.ReadTable(result.Quarantine);
        quarantine.Date("date").Distinct().Select(day => new TradingDate(day).ToString()).ShouldBe(["2017-01-16", "2017-02-08"]);
    }

    [Fact]
    public async Task InspectQuality_CalendarThatIsOnlyNamedAndAnother_IsRefused()
    {
        var unknown = Keep(Bars(30, holiday: false), calendar: new SnapshotCalendar(Nyse.Id, Digest.OfBytes([1])));

        (await Should.ThrowAsync<ApplicationFailureException>(() => InspectAsync(unknown))).Message.ShouldBe(
            "The snapshot rests on a calendar XNYS (digest 4bf5122f3445) that it does not carry and that is not the one known here; "
            + "add to the snapshot with 'assay data import' or 'assay data fetch', so that it carries the present one.");
    }

    private async Task<QualityResult> InspectAsync(SnapshotRequest request)
    {
        var read = await home.RunAsync(() => new SnapshotActivities(home.Runner).ReadSnapshotAsync(new ReadSnapshot(home.Stage, request)));
        return await home.RunAsync(() => new DataActivities(home.Runner).InspectQualityAsync(new InspectQuality(home.Stage, read.RawBars, null, null, request)));
    }

    private SnapshotRequest Keep(Assay.Artifacts.Tables.Table bars, string[]? degraded = null, SnapshotQuality? quality = null, SnapshotCalendar? calendar = null)
    {
        var builder = new SnapshotBuilder(home.Store, "m", synthetic: true)
        {
            Calendar = calendar ?? new SnapshotCalendar(Nyse.Id, Nyse.Digest),
            Reserves = [.. (degraded ?? []).Select(SnapshotReserves.Stated)],
            Quality = quality,
        };
        var snapshot = builder.Append(ObservedBars.From(bars, SessionKnowledge.CloseOf(ExchangeCalendars.Nyse, TimeSpan.Zero), "x")).Build();
        return new SnapshotRequest(snapshot.Keep(home.Store), snapshot.KnownThrough, "raw");
    }

    /// <summary>Two symbols over sessions from <see cref="First"/>; with a holiday, the third Monday of January 2017 has bars, too.</summary>
    private static Assay.Artifacts.Tables.Table Bars(int sessions, bool holiday)
    {
        var days = Enumerable.Range(0, sessions).Select(number => ExchangeCalendars.Nyse.Add(First, number)).ToList();
        if (holiday)
        {
            days.Add(new TradingDate(2017, 1, 16));
        }

        return MarketSamples.Raw([.. days.Order().SelectMany((day, place) => new[] { "A", "B" }.Select(symbol => FormattableString.Invariant(
            $"{day},{symbol},{100 + (0.5 * place)},{102 + (0.5 * place)},{99 + (0.5 * place)},{101 + (0.5 * place)},{100_000 + place}")))]);
    }
}
