using Assay.Activities.Contracts.Data;

namespace Assay.Workflows.Data;

/// <summary>Files to be added to a snapshot.</summary>
/// <param name="Name">Name of the snapshot; the first import makes it.</param>
/// <param name="Files">In their order; the later one holds where two say something of the same instant.</param>
/// <param name="Calendar">Id of the exchange's calendar, such as <c>XNYS</c>.</param>
/// <param name="StatedAt">When it is stated, resolved once by the command.</param>
/// <param name="Command">What started it, for people.</param>
/// <param name="AcceptFailing">True where the person takes data that fail the quality gate.</param>
public sealed record DataImportInput(
    string Name, IReadOnlyList<SourceFile> Files, string Calendar, DateTimeOffset StatedAt, string Command, bool AcceptFailing = false);

/// <param name="RunId">Name of the run, whose folder shows files and report.</param>
/// <param name="Imported">What was read, file by file.</param>
/// <param name="Commit">What became of the snapshot.</param>
public sealed record DataImportResult(string RunId, IReadOnlyList<ImportedSource> Imported, CommittedSnapshot Commit);
