using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Panels;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Backtesting.Engine;
using Assay.Backtesting.Measures;
using Assay.Domain;
using Assay.Features.Regimes;
using Assay.Portfolio.Optimizers;
using Temporalio.Activities;
using BacktestInput = Assay.Backtesting.Engine.BacktestInput;

namespace Assay.Activities.Backtests;

/// <inheritdoc cref="IBacktestActivities"/>
public sealed class BacktestActivities(StageRunner runner) : IBacktestActivities
{
    private const string Baseline = "baseline";

    /// <inheritdoc/>
    [Activity]
    public Task<BacktestBatch> BacktestCandidateAsync(BacktestCandidate request)
    {
        var settings = runner.Settings(request.Stage);
        return runner.PureAsync(new PureWork<BacktestBatch>
        {
            Stage = request.Stage,
            Activity = nameof(BacktestCandidate),
            Subject = request.Candidate.Candidate,
            Module = typeof(BacktestEngine),
            Parameters = new
            {
                request.Candidate.Candidate,
                request.Candidate.SpecDigest,
                request.Optimizers,
                settings.Portfolio,
                settings.Costs,
                settings.Statistics,
            },
            Inputs = [request.Bars, request.Universe, request.Features.Regimes, request.Candidate.Predictions],
            Compute = _ =>
            {
                var input = ReadInput(request.Bars, request.Universe, request.Features.Regimes, request.Candidate);
                var engine = new BacktestEngine(settings.Portfolio, settings.Costs);
                var results = engine.RunAll(input, [.. request.Optimizers.Select(OptimizerCatalogue.Create)]);
                return new BacktestBatch(
                    request.Candidate.Candidate,
                    [.. request.Optimizers.Select((optimizer, index) => Store(
                        runner.Keep(request.Stage), results[index], settings, request.Candidate.Candidate, optimizer, request.Candidate.SpecDigest))]);
            },
            Files = result => [.. result.Pairs.SelectMany(FilesOf)],
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<PairBacktest> BacktestBaselineAsync(BacktestBaseline request)
    {
        var settings = runner.Settings(request.Stage);
        return runner.PureAsync(new PureWork<PairBacktest>
        {
            Stage = request.Stage,
            Activity = nameof(BacktestBaseline),
            Subject = string.Empty,
            Module = typeof(BacktestEngine),
            Parameters = new { settings.Portfolio, settings.Costs, settings.Statistics },
            Inputs = [request.Bars, request.Universe, request.Features.Regimes, request.Candidate.Predictions],
            Compute = _ =>
            {
                var input = ReadInput(request.Bars, request.Universe, request.Features.Regimes, request.Candidate);
                var result = new BacktestEngine(settings.Portfolio, settings.Costs).RunBaseline(input);
                return Store(runner.Keep(request.Stage), result, settings, Baseline, Baseline, new string('0', 64));
            },
            Files = FilesOf,
        });
    }

    private static IReadOnlyList<NamedArtifact> FilesOf(PairBacktest pair)
    {
        var folder = string.Equals(pair.Candidate, Baseline, StringComparison.Ordinal)
            ? "backtests/" + Baseline
            : $"backtests/{pair.Candidate}/{pair.Optimizer}";
        return
        [
            new NamedArtifact(folder + "/daily.parquet", pair.Daily),
            new NamedArtifact(folder + "/weights.parquet", pair.Weights),
            new NamedArtifact(folder + "/measures.json", pair.Measures),
        ];
    }

    private BacktestInput ReadInput(ArtifactRef bars, ArtifactRef universe, ArtifactRef regimes, CandidateResult candidate)
    {
        var (market, members) = PanelReader.Read(runner.Store, bars, universe);
        var predictions = runner.Store.ReadTable(candidate.Predictions);
        var dates = predictions.Date("date");
        if (dates.Length == 0)
        {
            throw new ArtifactException($"The predictions of {candidate.Candidate} are empty, so there is nothing to backtest; give a longer history.");
        }

        return new BacktestInput(
            market,
            members,
            PanelReader.ReadPanel(predictions, "score", market.Axis),
            RegimeSeries.FromTable(runner.Store.ReadTable(regimes)),
            new TradingDate(dates[0]),
            new TradingDate(dates[^1]));
    }

    private static PairBacktest Store(
        StageStore keep, BacktestResult result, AssaySettings settings, string candidate, string optimizer, string specDigest)
    {
        var measures = new PairMeasures
        {
            Candidate = candidate,
            Optimizer = optimizer,
            SpecSha256 = specDigest,
            Performance = PerformanceReport.Of(result.Daily, settings.Statistics),
            Notes = result.Notes,
        };
        return new PairBacktest(
            candidate,
            optimizer,
            specDigest,
            keep.PutTable(result.Daily.ToTable()),
            keep.PutTable(result.Weights.ToTable()),
            keep.PutJson(PairMeasures.SchemaId, measures),
            measures.Performance.Sharpe.Value);
    }
}
