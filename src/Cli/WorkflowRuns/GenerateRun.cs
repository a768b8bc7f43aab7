using Assay.Activities.Contracts.Data;
using Assay.Cli.Commands.Data;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Workflows.Data;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay data generate</c>: the workflow generate-NAME-N, followed to its end.</summary>
internal static class GenerateRun
{
    public static async Task<int> ExecuteAsync(DataGenerateSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var progress = new ProgressLines(TimeProvider.System);
        _ = HomeFolder.Open(settings.Home);
        var input = new DataGenerateInput(
            settings.Snapshot, settings.Seed, settings.Signal, settings.Defects, TimeProvider.System.GetUtcNow(), "assay data generate", settings.AcceptFailing);
        await using var session = await WorkflowSession.AttendAsync(new WorkflowTarget(settings.Home, settings.Engine, settings.Json), observers, cancellationToken);
        var handle = await SnapshotStart.StartAsync(
            session,
            "generate",
            input.Name,
            $"a generated market as the snapshot {input.Name}",
            input.Command,
            input.StatedAt,
            (DataGenerate workflow) => workflow.RunAsync(input));
        var result = await session.FollowAsync<DataGenerateResult>(handle, progress, cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(result);
        }

        ImportSummary.WriteCommit(settings.Json ? Console.Error : Console.Out, result.Commit, result.RunId, settings.Home);
        return result.Commit.Outcome == CommitOutcomes.Refused ? ExitCode.GateSaidNo : ExitCode.Done;
    }
}
