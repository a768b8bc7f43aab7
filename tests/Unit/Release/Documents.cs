using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Artifacts.Json;
using Snapshooter.Xunit3;

namespace Assay.Tests.Unit.Release;

/// <summary>Documents as others read them: the canonical JSON, on many lines so that a reviewer sees what changed.</summary>
internal static class Documents
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Match<T>(T document) => Snapshot.Match(JsonNode.Parse(CanonicalJson.Serialize(document))!.ToJsonString(Indented));
}
