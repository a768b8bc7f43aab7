using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Artifacts.Durability;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Workflows.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay data fetch</c>.</summary>
internal static class FetchRun
{
    private const string Command = "assay data fetch";

    /// <summary>Fetches, as a workflow, and says what came.</summary>
    public static async Task<int> ExecuteAsync(WorkflowTarget target, FetchRequest request, HostObservers observers, CancellationToken cancellationToken)
    {
        _ = HomeFolder.Open(target.Home);
        var progress = new ProgressLines(TimeProvider.System);
        await using var session = await WorkflowSession.AttendAsync(target, observers, cancellationToken);
        var handle = await SnapshotStart.StartAsync(
            session,
            "fetch",
            request.Name,
            $"{string.Join(", ", request.Datasets)} into {request.Name}",
            Command,
            null,
            (DataFetch workflow) => workflow.RunAsync(new DataFetchInput(request, Command)));
        var result = await session.FollowAsync<DataFetchResult>(handle, progress, cancellationToken);
        if (target.Json)
        {
            JsonOutput.Write(result);
        }
        else
        {
            FetchText.Write(Console.Out, result, target.Home);
        }

        switch (result.Outcome)
        {
            case FetchOutcomes.NoData:
                var why = result.Degraded is [var only] ? only : "What is written above says why of each, and 'assay data sources' how the sources are.";
                await Console.Error.WriteLineAsync($"assay: No source gave anything for {request.Name}, which stays as it is. {why}");
                return ExitCode.Failed;
            case FetchOutcomes.Refused:
                await Console.Error.WriteLineAsync($"assay: With what came, {request.Name} fails the quality gate and stays as it is. {string.Join(' ', result.Reasons)} What came is kept and not asked for again: --accept-failing takes it, the next fetch tries it with what is new.");
                return ExitCode.GateSaidNo;
            default:
                return ExitCode.Done;
        }
    }

    /// <summary>Says what a fetch would ask for. It only reads, so nobody needs to hold the home.</summary>
    public static int Preview(WorkflowTarget target, FetchRequest request)
    {
        var deployment = DeploymentFile.Read(target.Home, Checkout.Folder);
        using var store = ArtifactStores.Open(HomeFolder.Open(target.Home), deployment, new DurableFiles(), TimeProvider.System, warn: null);
        var plan = new FetchPreparation(target.Home, store, Checkout.SourcesOf(target.Home, NullLoggerFactory.Instance)).Plan(request, TimeProvider.System.GetUtcNow());
        if (target.Json)
        {
            JsonOutput.Write(plan);
        }
        else
        {
            FetchText.Write(Console.Out, plan);
        }

        return ExitCode.Done;
    }
}
