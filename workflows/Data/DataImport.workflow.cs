using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Runs;
using Assay.Domain;
using Temporalio.Workflows;

namespace Assay.Workflows.Data;

/// <summary>Reads people's files and adds what is new in them to a snapshot, all of it at once or nothing.</summary>
[Workflow]
public sealed class DataImport
{
    [WorkflowRun]
    public async Task<DataImportResult> RunAsync(DataImportInput input)
    {
        RunLabels.Begin(RunStages.Data, input.StatedAt, dryRun: false);
        var runId = Workflow.Info.WorkflowId;
        var opened = await Workflow.ExecuteActivityAsync(
            (IRunActivities activities) => activities.OpenRunAsync(new OpenRun(runId, false, false, input.StatedAt, null, null)),
            ActivityProfiles.ShortAtHome("freeze the settings"));
        var imported = new List<ImportedSource>();
        foreach (var file in input.Files)
        {
            imported.Add(await Workflow.ExecuteActivityAsync(
                (ISnapshotImportActivities activities) => activities.ImportSourceAsync(new ImportSource(opened.Stage, file, input.Calendar)),
                ActivityProfiles.LongAtHome($"import the {file.Kind}")));
        }

        var untied = imported.Where(source => source.Reserve is null).SelectMany(source => source.Degraded).ToList();
        var reserves = imported.Select(source => source.Reserve).OfType<ArtifactRef>().ToList();
        var commit = await Workflow.ExecuteActivityAsync(
            (ISnapshotWriteActivities activities) => activities.CommitSnapshotAsync(new CommitSnapshot(
                opened.Stage,
                input.Name,
                imported.SelectMany(source => source.Parts).ToList(),
                input.StatedAt,
                null,
                input.Calendar,
                untied,
                null,
                input.AcceptFailing,
                reserves)),
            ActivityProfiles.LongAtHome("add to the snapshot"));
        RunLabels.Outcome(FormattableString.Invariant(
            $"snapshot {commit.Name}, number {commit.Sequence}, {commit.Outcome}, {commit.Rows.Sum(rows => rows.Added)} rows added, quality {commit.Verdict ?? "not asked"}"));
        return new DataImportResult(runId, imported, commit);
    }
}
