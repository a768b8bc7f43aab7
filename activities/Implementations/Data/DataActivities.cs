using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Panels;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.MarketData.Universe;
using Temporalio.Activities;
using QualityResult = Assay.Activities.Contracts.Data.QualityResult;

namespace Assay.Activities.Data;

/// <inheritdoc cref="IDataActivities"/>
public sealed class DataActivities(StageRunner runner) : IDataActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<SyntheticMarketResult> GenerateSyntheticMarketAsync(GenerateSyntheticMarket request)
    {
        var options = runner.Settings(request.Stage).Market.Synthetic;
        if (request.SignalInformationCoefficient is { } signal)
        {
            options = options with { SignalIc = signal };
        }

        return runner.PureAsync(new PureWork<SyntheticMarketResult>
        {
            Stage = request.Stage,
            Activity = nameof(GenerateSyntheticMarket),
            Subject = string.Empty,
            Module = typeof(SyntheticMarket),
            Parameters = options,
            Inputs = [],
            Compute = _ =>
            {
                var market = SyntheticMarket.Generate(options);
                var keep = runner.Keep(request.Stage);
                return new SyntheticMarketResult(keep.PutTable(market.RawBars), keep.PutTable(market.Membership), keep.PutTable(market.Truth));
            },
            Files = result =>
            [
                new NamedArtifact("data/bars.raw.parquet", result.RawBars),
                new NamedArtifact("data/membership.parquet", result.Membership),
                new NamedArtifact("data/synthetic_truth.parquet", result.Truth),
            ],
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<ObservedMarket> GenerateObservedMarketAsync(GenerateObservedMarket request)
    {
        var options = runner.Settings(request.Stage).Market.Lifelike;
        options = options with
        {
            Seed = request.Seed ?? options.Seed,
            SignalIc = request.SignalInformationCoefficient ?? options.SignalIc,
            Defects = request.WithDefects ? options.Defects : null,
        };
        var calendar = ExchangeCalendars.Find(options.Calendar ?? ExchangeCalendars.NyseId);
        return runner.PureAsync(new PureWork<ObservedMarket>
        {
            Stage = request.Stage,
            Activity = nameof(GenerateObservedMarket),
            Subject = string.Empty,
            Module = typeof(SyntheticMarket),
            Parameters = new { options, calendar = calendar.Reference },
            Inputs = [],
            Compute = _ =>
            {
                var market = SyntheticMarket.Generate(options);
                var keep = runner.Keep(request.Stage);
                return new ObservedMarket(
                    [.. SyntheticObservations.Of(market, calendar).Select(table => new ObservedPart(keep.PutTable(table), []))],
                    keep.PutTable(market.Truth),
                    market.Defects.Count == 0 ? null : keep.PutTable(SyntheticObservations.DefectTable(market)),
                    calendar.Id);
            },
            Files = result =>
            [
                new NamedArtifact("data/synthetic_truth.parquet", result.Truth),
                .. result.Defects is { } defects ? new[] { new NamedArtifact("data/synthetic_defects.parquet", defects) } : [],
            ],
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<QualityResult> InspectQualityAsync(InspectQuality request)
    {
        var options = runner.Settings(request.Stage).Market.Quality;
        return runner.PureAsync(new PureWork<QualityResult>
        {
            Stage = request.Stage,
            Activity = nameof(InspectQuality),
            Subject = string.Empty,
            Module = typeof(QualityGate),
            Parameters = request.Snapshot is { } read
                ? new { options, request.Start, request.End, read.AsOf }
                : new { options, request.Start, request.End },
            Inputs = request.Snapshot is { } source ? [request.RawBars, source.Snapshot] : [request.RawBars],
            Compute = _ => Inspect(request, options),
            Files = result =>
            [
                new NamedArtifact("data/bars.parquet", result.Bars),
                new NamedArtifact("data/quarantine.parquet", result.Quarantine),
                new NamedArtifact("data/quality.json", result.Report),
            ],
        });
    }

    /// <inheritdoc/>
    [Activity]
    public async Task<ArtifactRef> BuildUniverseAsync(BuildUniverse request)
    {
        var options = runner.Settings(request.Stage).Market.Universe;
        var built = await runner.PureAsync(new PureWork<BuiltUniverse>
        {
            Stage = request.Stage,
            Activity = nameof(BuildUniverse),
            Subject = string.Empty,
            Module = typeof(UniverseBuilder),
            Parameters = options,
            Inputs = [request.Bars, .. request.Membership is { } listed ? new[] { listed } : [], .. request.Paid is { } traded ? new[] { traded } : []],
            Compute = _ =>
            {
                var market = PanelBuilder.Build(runner.Store.ReadTable(request.Bars));
                var membership = request.Membership is null ? null : runner.Store.ReadTable(request.Membership);
                var paid = request.Paid is null ? null : PaidPrices.Of(runner.Store.ReadTable(request.Paid), market);
                var selection = UniverseBuilder.Select(market, membership, options, paid);
                var keep = runner.Keep(request.Stage);
                return new BuiltUniverse(keep.PutTable(UniverseTable.ToTable(selection.Universe)), keep.PutTable(selection.Counts));
            },
            Files = result => [new NamedArtifact("data/universe.parquet", result.Universe), new NamedArtifact("data/universe_counts.parquet", result.Counts)],
        });
        return built.Universe;
    }

    private QualityResult Inspect(InspectQuality request, QualityOptions options)
    {
        var raw = SessionRange.Cut(runner.Store.ReadTable(request.RawBars), Parse(request.Start), Parse(request.End));
        var snapshot = request.Snapshot is null ? null : Snapshot.Read(runner.Store, request.Snapshot.Snapshot);
        var result = QualityGate.Inspect(raw, options, new QualityContext { Calendar = snapshot?.Calendar?.Open(runner.Store) });
        var report = snapshot is null || request.Snapshot!.AsOf < snapshot.KnownThrough ? result.Report : SnapshotVerdict.Join(result.Report, snapshot);
        if (report.Verdict == QualityVerdict.Fail || report.FirstDate is not { } first || report.LastDate is not { } last)
        {
            throw new MarketDataException($"The data fail the quality gate: {string.Join(" ", report.Reasons)}");
        }

        var keep = runner.Keep(request.Stage);
        return new QualityResult(
            keep.PutTable(result.Bars),
            keep.PutTable(result.Quarantine),
            keep.PutJson(MarketDataSchemas.Quality, report),
            report.Verdict == QualityVerdict.Pass ? "pass" : "degraded",
            report.SymbolsClean,
            report.Sessions,
            first.ToString(),
            last.ToString(),
            report.RowsQuarantined);
    }

    private static TradingDate? Parse(string? date) => date is null ? null : TradingDate.Parse(date);

    /// <summary>What the memo keeps of a universe; workflows go on with the first.</summary>
    private sealed record BuiltUniverse(ArtifactRef Universe, ArtifactRef Counts);
}
