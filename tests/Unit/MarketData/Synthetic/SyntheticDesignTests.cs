using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Synthetic;

/// <summary>What may be relied on: same options same market, prefixes and subsets, the vendor's faults, and what was known when.</summary>
public sealed class SyntheticDesignTests
{
    /// <summary>Without a schedule of lives and a scaled signal, everything comes from streams that begin at the first session.</summary>
    private static readonly SyntheticOptions Unscaled = LifelikeSamples.Small with { SignalIc = 0, LateListings = 0, Delistings = 0, Symbols = 60, Sessions = 700, Defects = LifelikeSamples.Shipped.Defects };

    [Fact]
    public void Generate_SameOptions_GivesTheSameBytesAndEvents()
    {
        var first = SyntheticMarket.Generate(LifelikeSamples.Small with { Defects = LifelikeSamples.Shipped.Defects });
        var second = SyntheticMarket.Generate(LifelikeSamples.Small with { Defects = LifelikeSamples.Shipped.Defects });

        TableDigest.Of(second.RawBars).ShouldBe(TableDigest.Of(first.RawBars));
        TableDigest.Of(second.Membership).ShouldBe(TableDigest.Of(first.Membership));
        TableDigest.Of(second.Truth).ShouldBe(TableDigest.Of(first.Truth));
        second.Actions.ShouldBe(first.Actions);
        second.Reports.ShouldBe(first.Reports);
        second.Defects.Select(defect => (defect.Kind, defect.Date, defect.Symbol)).ShouldBe(first.Defects.Select(defect => (defect.Kind, defect.Date, defect.Symbol)));
    }

    [Fact]
    public void Generate_LongerMarketWithoutScaling_BeginsWithTheShorterOne()
    {
        var shorter = SyntheticMarket.Generate(Unscaled);
        var longer = SyntheticMarket.Generate(Unscaled with { Sessions = 900 });

        // The last sessions' reports and corrections need the sessions after them.
        LifelikeSamples.Texts(longer.RawBars, shorter.RawBars.RowCount).ShouldBe(LifelikeSamples.Texts(shorter.RawBars, shorter.RawBars.RowCount));
        longer.Actions.Take(shorter.Actions.Count).ShouldBe(shorter.Actions);
        longer.Reports.Take(shorter.Reports.Count).ShouldBe(shorter.Reports);
    }

    [Fact]
    public void Generate_MoreSymbolsWithoutScaling_LeavesTheOthersAsTheyAre()
    {
        var few = SyntheticMarket.Generate(Unscaled);
        var many = SyntheticMarket.Generate(Unscaled with { Symbols = 90 });

        var names = few.RawBars.Text("symbol").Dictionary.ToHashSet(StringComparer.Ordinal);
        MarketSamples.Rows(many.RawBars).Where(row => names.Contains(row.Split(',')[1])).ShouldBe(MarketSamples.Rows(few.RawBars));
    }

    [Fact]
    public void Generate_Calendar_HasTheSessionsOfTheExchange()
    {
        var days = SyntheticMarket.Generate(Unscaled with { Defects = null }).RawBars.Date("date").Distinct().Select(day => new TradingDate(day)).ToArray();

        days.ShouldBe(ExchangeCalendars.Nyse.SessionsIn(days[0], days[^1]).ToArray());
        days.Length.ShouldBe(700);
        days[0].ShouldBe(new TradingDate(2012, 1, 3));
    }

    [Fact]
    public void Generate_CalendarEndsTooEarly_IsRefused() =>
        Should.Throw<MarketDataException>(() => SyntheticMarket.Generate(Unscaled with { Sessions = 6_000 })).Message.ShouldContain("covers");

    [Fact]
    public void Generate_VendorsFaults_AreAllFoundByTheGateAndNothingElseIs()
    {
        var defects = LifelikeSamples.Shipped.Defects! with
        {
            MissingRows = 0.002,
            MissingPrices = 0.002,
            SwappedPrices = 0.002,
            BadPrints = 0.002,
            RepeatedBars = 0.002,
            DuplicateRows = 0.002,
            ZeroVolumes = 0.002,
        };
        var market = SyntheticMarket.Generate(Unscaled with { Actions = null, Defects = defects });

        var report = QualityGate.Inspect(market.RawBars, MarketSamples.Quality with { MaximumFindingsPerRule = 10_000 }).Report;

        var found = report.Findings.Where(finding => finding is { Symbol: not null, Date: not null })
            .Select(finding => (finding.Rule, finding.Date!.Value, finding.Symbol!)).ToHashSet();
        var last = market.RawBars.Date("date")[^1];
        foreach (var group in market.Defects.GroupBy(defect => defect.Kind))
        {
            group.Count().ShouldBeGreaterThan(30);
            group.Where(defect => defect.Date.DayNumber != last && defect.Date != new TradingDate(2012, 1, 3))
                .Where(defect => !found.Contains((RuleOf(defect.Kind), defect.Date, defect.Symbol)))
                .Select(defect => $"{defect.Kind} {defect.Date} {defect.Symbol}").ShouldBeEmpty();
        }

        // Each finding of these rules is at a fault, but for the rows that lean on a missing one.
        var placed = market.Defects.Select(defect => (defect.Date, defect.Symbol)).ToHashSet();
        report.Findings.Where(finding => finding.Severity == QualitySeverity.Error && !placed.Contains((finding.Date!.Value, finding.Symbol!))).ShouldBeEmpty();
    }

    [Fact]
    public void Of_Corrections_AreSeenOnlyAfterTheyWereMade()
    {
        using var folder = new TemporaryFolder();
        using var store = new FolderArtifactStore(folder.Path);
        var market = SyntheticMarket.Generate(Unscaled with { Defects = LifelikeSamples.Shipped.Defects! with { BadPrints = 0.002 } });
        var builder = new SnapshotBuilder(store, "study", synthetic: true);
        foreach (var table in SyntheticObservations.Of(market, ExchangeCalendars.Nyse))
        {
            builder.Append(table);
        }

        var snapshot = builder.Build();
        var reader = new SnapshotReader(store, snapshot);
        snapshot.Synthetic.ShouldBeTrue();
        var print = market.Defects.First(defect => defect is { Kind: SyntheticDefectKind.BadPrint, CorrectedOn: not null });
        var corrected = ExchangeCalendars.Nyse.Session(print.CorrectedOn!.Value).Close;
        CloseAsOf(reader, print, corrected.AddMinutes(-1)).ShouldBe(Math.Round(0.5 * print.Right[3], 2));
        CloseAsOf(reader, print, corrected).ShouldBe(print.Right[3]);

        // As of a day, nothing of later days: no bar, no report, no action announced later.
        var day = ExchangeCalendars.Nyse.Session(new TradingDate(2013, 6, 3)).Close;
        var bars = reader.RawBars(day);
        new TradingDate(bars.Date("date")[^1]).ShouldBe(new TradingDate(2013, 6, 3));
        reader.Read(ObservedDataset.Actions, day).RowCount.ShouldBe(market.Actions.Count(action => action.KnownOn <= new TradingDate(2013, 6, 3)));
        reader.Read(ObservedDataset.Fundamentals, day).RowCount.ShouldBe(market.Reports.Count(report => report.Date < new TradingDate(2013, 6, 3)));
    }

    private static double CloseAsOf(SnapshotReader reader, SyntheticDefect defect, DateTimeOffset asOf)
    {
        var bars = reader.RawBars(asOf, new DateSpan(defect.Date, defect.Date));
        return bars.Float64("close")[Enumerable.Range(0, bars.RowCount).Single(row => bars.Text("symbol").At(row) == defect.Symbol)];
    }

    private static QualityRule RuleOf(SyntheticDefectKind kind) => kind switch
    {
        SyntheticDefectKind.MissingRow => QualityRule.MissingSession,
        SyntheticDefectKind.MissingPrice => QualityRule.MissingPrice,
        SyntheticDefectKind.SwappedPrices => QualityRule.HighBelowLow,
        SyntheticDefectKind.BadPrint => QualityRule.LowAboveOpenOrClose,
        SyntheticDefectKind.RepeatedBar => QualityRule.FrozenBar,
        SyntheticDefectKind.DuplicateRow => QualityRule.DuplicateConflict,
        _ => QualityRule.ZeroVolume,
    };
}
