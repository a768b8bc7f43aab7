using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Temporalio.Workflows;

namespace Assay.Workflows.Data;

/// <summary>Fetch or generate, check, and settle the universe.</summary>
[Workflow]
public sealed class DataRefresh
{
    [WorkflowRun]
    public async Task<DataSnapshot> RunAsync(DataRefreshInput input)
    {
        var (stage, request) = input;
        ArtifactRef rawBars;
        ArtifactRef? membership = null;
        if (request.BarsPath is null)
        {
            var market = await Workflow.ExecuteActivityAsync(
                (IDataActivities activities) => activities.GenerateSyntheticMarketAsync(
                    new GenerateSyntheticMarket(stage, request.SignalInformationCoefficient)),
                ActivityProfiles.Long("generate the synthetic market"));
            rawBars = market.RawBars;
            membership = market.Membership;
        }
        else
        {
            var bars = await Workflow.ExecuteActivityAsync(
                (IImportActivities activities) => activities.ImportBarsAsync(new ImportFile(stage, request.BarsPath)),
                ActivityProfiles.LongAtHome("import the bars"));
            rawBars = bars.Table;
            if (request.MembershipPath is not null)
            {
                var snapshots = await Workflow.ExecuteActivityAsync(
                    (IImportActivities activities) => activities.ImportMembershipAsync(new ImportFile(stage, request.MembershipPath)),
                    ActivityProfiles.ShortAtHome("import the membership"));
                membership = snapshots.Table;
            }
        }

        var quality = await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.InspectQualityAsync(new InspectQuality(stage, rawBars, request.Start, request.End)),
            ActivityProfiles.Long("inspect the data"));
        var universe = await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.BuildUniverseAsync(new BuildUniverse(stage, quality.Bars, membership)),
            ActivityProfiles.Long("settle the universe of each session"));
        return new DataSnapshot(request.Market, quality, membership, universe);
    }
}
