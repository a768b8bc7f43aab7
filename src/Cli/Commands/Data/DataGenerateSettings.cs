namespace Assay.Cli.Commands.Data;

/// <summary>What the person asked of <c>assay data generate</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Snapshot">Name of the snapshot, which the home does not have yet.</param>
/// <param name="Seed">Seed; null for the configured one.</param>
/// <param name="Signal">Size of the true signal; null for the configured one.</param>
/// <param name="Defects">Put a vendor's faults in.</param>
/// <param name="AcceptFailing">Take data that fail the quality gate.</param>
/// <param name="Engine">The engine that the command line names; null for the one of <c>temporal.yaml</c>.</param>
/// <param name="Json">Write standard output as JSON.</param>
internal sealed record DataGenerateSettings(
    string Home, string Snapshot, ulong? Seed, double? Signal, bool Defects, bool AcceptFailing, string? Engine, bool Json);
