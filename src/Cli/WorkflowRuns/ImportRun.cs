using Assay.Activities.Contracts.Data;
using Assay.Cli.Commands;
using Assay.Cli.Commands.Data;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Domain;
using Assay.Workflows.Data;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay data import</c>: the workflow import-NAME-N, followed to its end.</summary>
internal static class ImportRun
{
    public static async Task<int> ExecuteAsync(DataImportSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        CheckIsNotAhead(settings.Files, now);
        var progress = new ProgressLines(TimeProvider.System);
        _ = HomeFolder.Open(settings.Home);
        var input = new DataImportInput(
            settings.Snapshot, settings.Files, settings.Calendar, now, "assay data import", settings.AcceptFailing);
        await using var session = await WorkflowSession.AttendAsync(new WorkflowTarget(settings.Home, settings.Engine, settings.Json), observers, cancellationToken);
        var handle = await SnapshotStart.StartAsync(
            session,
            "import",
            input.Name,
            $"{input.Files.Count} files into the snapshot {input.Name}",
            input.Command,
            input.StatedAt,
            (DataImport workflow) => workflow.RunAsync(input));
        var result = await session.FollowAsync<DataImportResult>(handle, progress, cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(result);
        }

        ImportSummary.Write(settings.Json ? Console.Error : Console.Out, result, settings.Home);
        return result.Commit.Outcome == CommitOutcomes.Refused ? ExitCode.GateSaidNo : ExitCode.Done;
    }

    /// <summary>A file cannot have been made tomorrow; east of us it may be that already.</summary>
    private static void CheckIsNotAhead(IReadOnlyList<SourceFile> files, DateTimeOffset now)
    {
        var latest = TradingDate.FromDateOnly(DateOnly.FromDateTime(now.UtcDateTime)).AddDays(1);
        if (files.FirstOrDefault(file => file.KnownSince is { } day && TradingDate.Parse(day) > latest) is { } ahead)
        {
            throw new UsageException($"--known-since: {ahead.KnownSince} has not come yet; give the day on which the file was made.");
        }
    }
}
