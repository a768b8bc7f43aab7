using Assay.Activities.Contracts.Data;

namespace Assay.Cli.Commands.Data;

/// <summary>What the person asked of <c>assay data import</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Snapshot">Name of the snapshot.</param>
/// <param name="Files">The files, in their order.</param>
/// <param name="Calendar">Id of the exchange's calendar.</param>
/// <param name="AcceptFailing">Take data that fail the quality gate.</param>
/// <param name="Engine">The engine that the command line names; null for the one of <c>temporal.yaml</c>.</param>
/// <param name="Json">Write standard output as JSON.</param>
internal sealed record DataImportSettings(
    string Home, string Snapshot, IReadOnlyList<SourceFile> Files, string Calendar, bool AcceptFailing, string? Engine, bool Json);
