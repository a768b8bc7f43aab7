using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Temporalio.Workflows;

namespace Assay.Workflows.Live;

/// <summary>One session's recommendations from the active release.</summary>
[Workflow]
public sealed class DailyLiveRun
{
    [WorkflowRun]
    public async Task<DailyRunResult> RunAsync(DailyInput input)
    {
        var (stage, data, features, date, asOf) = input;
        var release = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.LoadActiveAsync(new LoadActiveRelease(stage, asOf)),
            ActivityProfiles.ShortAtHome("load the active release"));
        if (release is null)
        {
            return new DailyRunResult(null, null, null, "No release is active, so there are no recommendations.");
        }

        if (release.Market != data.Market)
        {
            return new DailyRunResult(
                release, null, null, $"The active release {release.Version} was made from {release.Market}, so it says nothing about {data.Market}.");
        }

        var state = await Workflow.ExecuteActivityAsync(
            (ILiveActivities activities) => activities.ReadStateAsync(new ReadLiveState(stage, date)),
            ActivityProfiles.ShortAtHome("read positions and history"));
        var daily = await Workflow.ExecuteActivityAsync(
            (IRecommendationActivities activities) => activities.RecommendAsync(
                new Recommend(stage, date, release, data.Quality.Bars, data.Universe, features, state)),
            ActivityProfiles.Long($"recommend for {date}"));
        var published = await Workflow.ExecuteActivityAsync(
            (ILiveActivities activities) => activities.PublishDayAsync(new PublishDay(stage, date, daily)),
            ActivityProfiles.ShortAtHome("publish the day"));
        return new DailyRunResult(release, daily, published.Folder, null);
    }
}
