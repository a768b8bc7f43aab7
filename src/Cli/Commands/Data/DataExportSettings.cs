using Assay.Artifacts.Export;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands.Data;

/// <summary>What the person asked of <c>assay data export</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Source">As typed: a file, a run, or <c>snapshot:NAME</c>.</param>
/// <param name="Snapshot">The snapshot; null where the source is none.</param>
/// <param name="Dataset">Kind of table of a snapshot; null where the source is none.</param>
/// <param name="Table">Name of a file of a run; null where none is named.</param>
/// <param name="Format">Form of the file.</param>
/// <param name="Output">Absolute path of the file to write.</param>
/// <param name="Force">Whether a file there is replaced.</param>
/// <param name="Json">Write standard output as JSON.</param>
internal sealed record DataExportSettings(
    string Home, string Source, SnapshotChoice? Snapshot, ObservedDataset? Dataset, string? Table, TableFormat Format, string Output, bool Force, bool Json);
