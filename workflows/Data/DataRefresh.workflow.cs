using Assay.Activities.Contracts;
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
        if (request.Snapshot is { } snapshot)
        {
            var read = await Workflow.ExecuteActivityAsync(
                (ISnapshotActivities activities) => activities.ReadSnapshotAsync(new ReadSnapshot(stage, snapshot)),
                ActivityProfiles.Long("read the snapshot"));
            rawBars = read.RawBars;
            membership = request.MembershipPath is null ? read.Membership : await ImportMembershipAsync(stage, request.MembershipPath);
        }
        else if (request.BarsPath is null)
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
                membership = await ImportMembershipAsync(stage, request.MembershipPath);
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

    private static async Task<ArtifactRef> ImportMembershipAsync(Stage stage, string path)
    {
        var snapshots = await Workflow.ExecuteActivityAsync(
            (IImportActivities activities) => activities.ImportMembershipAsync(new ImportFile(stage, path)),
            ActivityProfiles.ShortAtHome("import the membership"));
        return snapshots.Table;
    }
}
