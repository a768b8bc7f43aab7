using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.Workflows.Jobs;
using Temporalio.Workflows;

namespace Assay.Workflows.Data;

/// <summary>Fetch or generate, check, and settle the universe. By itself it takes the data up to the day of its instant.</summary>
[Workflow]
public sealed class DataRefresh
{
    private const string RenamesListsOfFiles = "refresh-renames-lists-of-files";

    [WorkflowRun]
    public async Task<DataSnapshot> RunAsync(DataRefreshInput input)
    {
        var (stage, request) = await PrepareAsync(input);
        ArtifactRef rawBars;
        ArtifactRef? membership = null;
        ArtifactRef? paid = null;
        if (request.Snapshot is { } snapshot)
        {
            var listed = request.MembershipPath is { } path && Workflow.Patched(RenamesListsOfFiles) ? await ImportMembershipAsync(stage, path) : null;
            var read = await Workflow.ExecuteActivityAsync(
                (ISnapshotActivities activities) => activities.ReadSnapshotAsync(new ReadSnapshot(stage, snapshot, listed)),
                ActivityProfiles.Long("read the snapshot"));
            rawBars = read.RawBars;
            paid = read.Paid;
            membership = listed is null && request.MembershipPath is not null
                ? await ImportMembershipAsync(stage, request.MembershipPath)
                : read.Membership;
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
            (IDataActivities activities) => activities.InspectQualityAsync(new InspectQuality(stage, rawBars, request.Start, request.End, request.Snapshot)),
            ActivityProfiles.Long("inspect the data"));
        var universe = await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.BuildUniverseAsync(new BuildUniverse(stage, quality.Bars, membership, paid)),
            ActivityProfiles.Long("settle the universe of each session"));
        RunLabels.Outcome(FormattableString.Invariant(
            $"{quality.Symbols} symbols, {quality.Sessions} sessions, {quality.FirstSession} to {quality.LastSession}, quality {quality.Verdict}"));
        return new DataSnapshot(request.Market, quality, membership, universe);
    }

    private static async Task<ArtifactRef> ImportMembershipAsync(Stage stage, string path)
    {
        var snapshots = await Workflow.ExecuteActivityAsync(
            (IImportActivities activities) => activities.ImportMembershipAsync(new ImportFile(stage, path)),
            ActivityProfiles.ShortAtHome("import the membership"));
        return snapshots.Table;
    }

    private static async Task<PreparedData> PrepareAsync(DataRefreshInput input)
    {
        if (input.Prepared is { } prepared)
        {
            return prepared;
        }

        var job = await Job.OpenAsync(Job.Required(input.Job), RunStages.Data);
        return new PreparedData(job.Stage, job.Data);
    }
}
