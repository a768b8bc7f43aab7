using System.Text.Json.Serialization;

namespace Assay.Cli.Screen;

/// <summary>What <c>assay data check --json</c> writes.</summary>
/// <param name="Checks">One per file and snapshot, in the order of the command line.</param>
internal sealed record CheckedData([property: JsonPropertyName("checks")] IReadOnlyList<CheckedSubject> Checks);
