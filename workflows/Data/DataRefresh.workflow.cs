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
            rawBars = await ImportBarsAsync(stage, request.BarsPath);
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

    private static async Task<ArtifactRef> ImportBarsAsync(Activities.Contracts.Stage stage, string path)
    {
        var name = FileName(path);
        var source = await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.IngestFileAsync(new IngestFile(stage, path, "assay.source/1", name)),
            ActivityProfiles.Short($"take {name} into the store"));
        return await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.ImportBarsAsync(new ImportBars(stage, source, name)),
            ActivityProfiles.Long($"import the bars of {name}"));
    }

    private static async Task<ArtifactRef> ImportMembershipAsync(Activities.Contracts.Stage stage, string path)
    {
        var name = FileName(path);
        var source = await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.IngestFileAsync(new IngestFile(stage, path, "assay.source/1", name)),
            ActivityProfiles.Short($"take {name} into the store"));
        return await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.ImportMembershipAsync(new ImportMembership(stage, source, name)),
            ActivityProfiles.Short($"import the membership of {name}"));
    }

    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
