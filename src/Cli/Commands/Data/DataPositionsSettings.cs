namespace Assay.Cli.Commands.Data;

/// <summary>What the person asked of <c>assay data positions</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Snapshot">Name of the snapshot; null for the only one of the home.</param>
/// <param name="Sequence">Its number; null for the present one.</param>
/// <param name="AsOf">The instant; null for all that the snapshot knows.</param>
/// <param name="Output">Absolute path of the file to write, <c>.csv</c> or <c>.parquet</c>; null for none.</param>
/// <param name="Reconcile">Compare with the latest statement of positions.</param>
/// <param name="Json">Write standard output as JSON.</param>
internal sealed record DataPositionsSettings(
    string Home, string? Snapshot, int? Sequence, DateTimeOffset? AsOf, string? Output, bool Reconcile, bool Json);
