using Assay.Activities.Backtests;
using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Selection;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Backtesting.Engine;
using Assay.Backtesting.Measures;
using Assay.Backtesting.Overfitting;
using Assay.Selection;
using Temporalio.Activities;

namespace Assay.Activities.Selection;

/// <inheritdoc cref="ISelectionActivities"/>
public sealed class SelectionActivities(StageRunner runner) : ISelectionActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<Contracts.Selection.SelectionOutcome> SelectChampionAsync(SelectChampion request)
    {
        var settings = runner.Settings(request.Stage);
        return runner.PureAsync(new PureWork<Contracts.Selection.SelectionOutcome>
        {
            Stage = request.Stage,
            Activity = nameof(SelectChampion),
            Subject = string.Empty,
            Module = typeof(ChampionSelector),
            Parameters = new { settings.Selection, settings.Statistics, request.Batches, request.Baseline, request.Incumbent },
            Inputs = [request.Baseline.Daily, .. request.Batches.SelectMany(batch => batch.Pairs).Select(pair => pair.Daily)],
            Compute = _ => Select(request, settings),
            Files = result =>
            [
                new NamedArtifact("selection/selection.json", result.Selection),
                new NamedArtifact("selection/comparison.parquet", result.Comparison),
            ],
        });
    }

    private Contracts.Selection.SelectionOutcome Select(SelectChampion request, AssaySettings settings)
    {
        var backtests = request.Batches.SelectMany(batch => batch.Pairs).ToList();
        var pairs = backtests.Select(Read).ToList();
        var incumbent = request.Incumbent is null
            ? null
            : pairs.FirstOrDefault(pair =>
                string.Equals(pair.ModelDigest, request.Incumbent.SpecDigest, StringComparison.Ordinal)
                && string.Equals(pair.Optimizer, request.Incumbent.Optimizer, StringComparison.Ordinal));
        var trials = TrialRegister.Of(pairs.Select(pair => SharpeRatio.DailyOf(pair.Daily.NetReturns, settings.Statistics.RiskFreeRate)).ToArray());
        var result = new ChampionSelector(settings.Selection, settings.Statistics).Select(pairs, Read(request.Baseline), incumbent, trials);
        var winner = result.Winner is { } index ? result.Pairs[index] : null;
        return new Contracts.Selection.SelectionOutcome(
            result.Outcome switch
            {
                Assay.Selection.SelectionOutcome.Champion => "champion",
                Assay.Selection.SelectionOutcome.Unchanged => "unchanged",
                _ => "no_champion",
            },
            runner.Keep(request.Stage).PutJson(SelectionResult.SchemaId, result),
            runner.Keep(request.Stage).PutTable(result.ToComparisonTable()),
            winner is null ? null : backtests.Single(pair => pair.Candidate == winner.Model && pair.Optimizer == winner.Optimizer),
            [.. result.Pairs.Where(pair => !pair.PassedAll).Select(pair => new FailedPair($"{pair.Model} with {pair.Optimizer}", pair.Reasons))]);
    }

    private PairResult Read(PairBacktest pair) => new(
        pair.Candidate,
        pair.Optimizer,
        pair.SpecDigest,
        DailySeries.FromTable(runner.Store.ReadTable(pair.Daily)),
        runner.Store.ReadJson<PairMeasures>(pair.Measures).Performance);
}
