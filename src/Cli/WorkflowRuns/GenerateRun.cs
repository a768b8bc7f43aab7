using System.Text;
using Assay.Activities.Contracts.Data;
using Assay.Artifacts.Json;
using Assay.Cli.Commands.Data;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Workflows;
using Assay.Workflows.Data;
using Temporalio.Client;

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
        var options = new WorkflowOptions
        {
            TaskQueue = session.Engine.TaskQueue,
            StaticSummary = $"a generated market as the snapshot {input.Name}",
            Memo = RunMemo.AtStart(input.Name, string.Empty, input.Command),
            TypedSearchAttributes = AssaySearchAttributes.AtStart(RunStages.Data, input.StatedAt, dryRun: false),
        };
        var handle = await NumberedStart.StartAsync($"generate-{input.Name}", options, async named =>
            await session.Client.StartWorkflowAsync((DataGenerate workflow) => workflow.RunAsync(input), named));
        var result = await session.FollowAsync<DataGenerateResult>(handle, progress, cancellationToken);
        if (settings.Json)
        {
            Console.Out.WriteLine(Encoding.UTF8.GetString(CanonicalJson.Serialize(result)));
        }

        ImportSummary.WriteCommit(settings.Json ? Console.Error : Console.Out, result.Commit, result.RunId, settings.Home);
        return result.Commit.Outcome == CommitOutcomes.Refused ? ExitCode.GateSaidNo : ExitCode.Done;
    }
}
