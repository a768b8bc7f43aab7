using System.Text.Json;
using Assay.Domain;

namespace Assay.Artifacts.Json;

/// <summary>Finds the references to artifacts in a JSON value, so that nobody has to list them and none is forgotten.</summary>
public static class ArtifactReferences
{
    private static readonly string[] Keys = ["bytes", "rows", "schema", "sha256"];

    /// <summary>Every <see cref="ArtifactRef"/> in the value, each once, in the order of their digests.</summary>
    public static IReadOnlyList<ArtifactRef> In(JsonElement value)
    {
        var found = new HashSet<ArtifactRef>();
        Collect(value, found);
        return [.. found.OrderBy(r => r.Sha256, StringComparer.Ordinal).ThenBy(r => r.Schema, StringComparer.Ordinal)];
    }

    private static void Collect(JsonElement value, HashSet<ArtifactRef> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Collect(item, found);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (IsReference(value))
            {
                found.Add(CanonicalJson.Deserialize<ArtifactRef>(value));
                return;
            }

            foreach (var property in value.EnumerateObject())
            {
                Collect(property.Value, found);
            }
        }
    }

    private static bool IsReference(JsonElement value) =>
        value.TryGetProperty("sha256", out var digest) && digest.ValueKind == JsonValueKind.String && Digest.TryParse(digest.GetString(), out _)
        && value.TryGetProperty("schema", out _) && value.TryGetProperty("bytes", out _)
        && value.EnumerateObject().All(p => Keys.Contains(p.Name, StringComparer.Ordinal));
}
