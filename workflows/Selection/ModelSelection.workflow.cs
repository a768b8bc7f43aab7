using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Contracts.Selection;
using Assay.Domain;
using Assay.Workflows.Jobs;
using Temporalio.Workflows;

namespace Assay.Workflows.Selection;

/// <summary>
/// Features, one child per candidate, one child per backtest batch, the choice, and the final fit of the champion. By itself it refreshes
/// the data first and draws its report; it never releases anything.
/// </summary>
[Workflow]
public sealed class ModelSelection
{
    private string currentStage = RunStages.Starting;

    /// <summary>The stage that runs now, for people.</summary>
    [WorkflowQuery]
    public string CurrentStage() => currentStage;

    [WorkflowRun]
    public async Task<ModelSelectionResult> RunAsync(SelectionInput input)
    {
        var prepared = input.Prepared ?? await PrepareAsync(Job.Required(input.Job));
        currentStage = RunStages.Features;
        var selection = await SelectAsync(prepared);
        ArtifactRef? report = null;
        if (input.Prepared is null)
        {
            currentStage = RunStages.Report;
            report = await RunReport.DrawAsync(prepared.Stage, prepared.Data, selection, null, null);
        }

        currentStage = RunStages.Done;
        RunLabels.Outcome(Describe(selection.Outcome));
        return new ModelSelectionResult(prepared.Stage.RunId, prepared.Data, selection, report);
    }

    private static string Describe(SelectionOutcome outcome) => outcome.Winner is { } winner
        ? $"{outcome.Outcome}: {winner.Candidate} with {winner.Optimizer}"
        : FormattableString.Invariant($"{outcome.Outcome}: {outcome.FailedGates.Count} pairs failed a gate");

    private async Task<PreparedSelection> PrepareAsync(JobRequest request)
    {
        currentStage = RunStages.Data;
        var job = await Job.OpenAsync(request, RunStages.Selection);
        return new PreparedSelection(job.Stage, await job.RefreshDataAsync(), request.Profile, job.AsOf);
    }

    private async Task<SelectionResult> SelectAsync(PreparedSelection input)
    {
        var (stage, data, profile, _) = input;
        var features = await Workflow.ExecuteActivityAsync(
            (IFeatureActivities activities) => activities.BuildFeaturesAsync(new BuildFeatures(stage, data.Quality.Bars, data.Universe)),
            ActivityProfiles.Long("build features, labels and regimes"));
        var plan = await Workflow.ExecuteActivityAsync(
            (IModelActivities activities) => activities.PlanTrainingAsync(new PlanTraining(stage, features, profile)),
            ActivityProfiles.Short("plan the walk-forward folds"));

        currentStage = RunStages.Training;
        var candidates = await TrainAsync(stage, features, plan);
        currentStage = RunStages.Backtest;
        var baseline = await Workflow.ExecuteActivityAsync(
            (IBacktestActivities activities) => activities.BacktestBaselineAsync(
                new BacktestBaseline(stage, data.Quality.Bars, data.Universe, features, candidates[0])),
            ActivityProfiles.Long("backtest equal weight of the universe"));
        var batches = await BacktestAsync(input, features, plan, candidates);

        currentStage = RunStages.Selection;
        var history = await Workflow.ExecuteActivityAsync(
            (IIncumbentActivities activities) => activities.FindIncumbentAsync(new FindIncumbent(stage, data.Market, input.AsOf)),
            ActivityProfiles.ShortAtHome("find the active release"));
        var outcome = await Workflow.ExecuteActivityAsync(
            (ISelectionActivities activities) => activities.SelectChampionAsync(new SelectChampion(stage, batches, baseline, history.Incumbent)),
            ActivityProfiles.Short("gates, score and choice"));

        FittedModel? model = null;
        if (outcome.Outcome == "champion" && outcome.Winner is not null)
        {
            model = await Workflow.ExecuteActivityAsync(
                (IModelActivities activities) => activities.FitChampionAsync(
                    new FitChampion(stage, features, plan.Splits, outcome.Winner.Candidate)),
                ActivityProfiles.Long($"fit {outcome.Winner.Candidate} on the latest window and export it"));
        }

        return new SelectionResult(features, plan, candidates, batches, baseline, history, outcome, model);
    }

    private static async Task<IReadOnlyList<CandidateResult>> TrainAsync(Activities.Contracts.Stage stage, FeatureSet features, TrainingPlan plan)
    {
        var training = plan.Candidates
            .Select(candidate => Workflow.ExecuteChildWorkflowAsync(
                (CandidateTraining workflow) => workflow.RunAsync(new CandidateInput(stage, features, plan.Splits, candidate)),
                RunLabels.Child($"train-{candidate}-{stage.RunId}", RunStages.Training, $"train {candidate} on every fold")))
            .ToList();
        var trained = new List<CandidateResult>(await Workflow.WhenAllAsync(training));
        var byName = trained.ToDictionary(candidate => candidate.Candidate, StringComparer.Ordinal);
        foreach (var blend in plan.Blends)
        {
            var members = blend.Members.Select(member => byName[member]).ToList();
            trained.Add(await Workflow.ExecuteActivityAsync(
                (IModelActivities activities) => activities.BlendCandidatesAsync(
                    new BlendCandidates(stage, features, plan.Splits, blend.Name, members)),
                ActivityProfiles.Long($"blend {blend.Name}")));
        }

        return trained;
    }

    private static async Task<IReadOnlyList<BacktestBatch>> BacktestAsync(
        PreparedSelection input, FeatureSet features, TrainingPlan plan, IReadOnlyList<CandidateResult> candidates)
    {
        var batches = candidates
            .Select(candidate => Workflow.ExecuteChildWorkflowAsync(
                (CandidateBacktests workflow) => workflow.RunAsync(
                    new BacktestInput(input.Stage, input.Data, features, candidate, plan.Optimizers)),
                RunLabels.Child(
                    $"backtest-{candidate.Candidate}-{input.Stage.RunId}", RunStages.Backtest, $"backtest {candidate.Candidate} under every optimizer")))
            .ToList();
        return await Workflow.WhenAllAsync(batches);
    }
}
