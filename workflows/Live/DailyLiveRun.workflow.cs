using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Workflows.Jobs;
using Temporalio.Workflows;

namespace Assay.Workflows.Live;

/// <summary>
/// One session's recommendations from the active release. By itself it refreshes data and features up to that session first; a day that is
/// no session of the exchange ends it regularly, and one whose bars are missing ends it before anything is scored.
/// </summary>
[Workflow]
public sealed class DailyLiveRun
{
    private string currentStage = RunStages.Starting;

    /// <summary>The stage that runs now, for people.</summary>
    [WorkflowQuery]
    public string CurrentStage() => currentStage;

    [WorkflowRun]
    public async Task<DailyRunResult> RunAsync(DailyInput input)
    {
        var result = input.Prepared is { } prepared ? await RecommendAsync(prepared) : await RunJobAsync(Job.Required(input.Job));
        currentStage = RunStages.Done;
        RunLabels.Outcome(Describe(result));
        return result;
    }

    private static string Describe(DailyRunResult result) => result.Daily is { } daily
        ? FormattableString.Invariant($"{result.Outcome}: {daily.TradeCount} trades for {result.Date} from release {result.Release?.Version}")
        : $"{result.Outcome}: {result.Reason}";

    private async Task<DailyRunResult> RunJobAsync(JobRequest request)
    {
        var job = await Job.OpenAsync(request, RunStages.Daily);
        if (job.NoSession is not null)
        {
            return new DailyRunResult(DailyOutcomes.NoSession, job.Session, null, null, null, job.NoSession);
        }

        currentStage = RunStages.Data;
        var data = await job.RefreshDataAsync();
        if (!string.Equals(data.Quality.LastSession, job.Session, StringComparison.Ordinal))
        {
            return new DailyRunResult(
                DailyOutcomes.NoData, job.Session, null, null, null, $"The data have no bars of {job.Session}; they end on {data.Quality.LastSession}.");
        }

        currentStage = RunStages.Features;
        var features = await Workflow.ExecuteActivityAsync(
            (IFeatureActivities activities) => activities.BuildFeaturesAsync(new BuildFeatures(job.Stage, data.Quality.Bars, data.Universe)),
            ActivityProfiles.Long("build features, labels and regimes"));
        return await RecommendAsync(new PreparedDay(job.Stage, data, features, job.Session, job.AsOf));
    }

    private async Task<DailyRunResult> RecommendAsync(PreparedDay day)
    {
        var (stage, data, features, date, asOf) = day;
        currentStage = RunStages.Daily;
        var release = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.LoadActiveAsync(new LoadActiveRelease(stage, asOf)),
            ActivityProfiles.ShortAtHome("load the active release"));
        if (release is null)
        {
            return new DailyRunResult(
                DailyOutcomes.NoRelease, date, null, null, null, "No release is active, so there are no recommendations.");
        }

        RunLabels.Release(release);
        if (release.Market != data.Market)
        {
            return new DailyRunResult(
                DailyOutcomes.OtherMarket,
                date,
                release,
                null,
                null,
                $"The active release {release.Version} was made from {release.Market}, so it says nothing about {data.Market}.");
        }

        var state = await Workflow.ExecuteActivityAsync(
            (ILiveActivities activities) => activities.ReadStateAsync(new ReadLiveState(stage, date)),
            ActivityProfiles.ShortAtHome("read positions and history"));
        var daily = await Workflow.ExecuteActivityAsync(
            (IRecommendationActivities activities) => activities.RecommendAsync(
                new Recommend(stage, date, release, data.Quality.Bars, data.Universe, features, state)),
            ActivityProfiles.Long($"recommend for {date}"));
        if (stage.DryRun)
        {
            return new DailyRunResult(DailyOutcomes.DryRun, date, release, daily, null, null);
        }

        var published = await Workflow.ExecuteActivityAsync(
            (ILiveActivities activities) => activities.PublishDayAsync(new PublishDay(stage, date, daily)),
            ActivityProfiles.ShortAtHome("publish the day"));
        return new DailyRunResult(DailyOutcomes.Published, date, release, daily, published.Folder, null);
    }
}
