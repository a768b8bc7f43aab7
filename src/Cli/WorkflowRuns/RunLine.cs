using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Cli.WorkflowRuns;

/// <summary>One run as a list shows it.</summary>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Id of the run.</param>
/// <param name="Type">Type of the workflow.</param>
/// <param name="Status">Such as <c>running</c>.</param>
/// <param name="Started">UTC, ISO.</param>
/// <param name="Ended">UTC, ISO; null while it runs.</param>
/// <param name="Attributes">Search attributes by name.</param>
/// <param name="Memo">Memo by name.</param>
internal sealed record RunLine(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("started")] string Started,
    [property: JsonPropertyName("ended")] string? Ended,
    [property: JsonPropertyName("attributes")] IReadOnlyDictionary<string, string> Attributes,
    [property: JsonPropertyName("memo")] IReadOnlyDictionary<string, JsonElement> Memo);
