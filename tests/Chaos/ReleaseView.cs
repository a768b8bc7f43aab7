using System.Text.Json;

namespace Assay.Tests.Chaos;

/// <summary>What <c>assay release status --json</c> says.</summary>
/// <param name="Active">The active version, or null.</param>
/// <param name="State">Of the only release under way; null without one.</param>
/// <param name="Approvals">Roles that have approved it.</param>
/// <param name="OpenFlags">Flags that want a waiver.</param>
/// <param name="Watching">Ids of the watches under way.</param>
internal sealed record ReleaseView(
    int? Active, string? State, IReadOnlyList<string> Approvals, IReadOnlyList<string> OpenFlags, IReadOnlyList<string> Watching)
{
    public static ReleaseView Of(JsonElement json)
    {
        var active = json.GetProperty("active");
        var waiting = json.GetProperty("waiting").EnumerateArray().Select(release => release.GetProperty("status")).ToList();
        waiting.Count.ShouldBeLessThanOrEqualTo(1);
        return new ReleaseView(
            active.ValueKind == JsonValueKind.Null ? null : active.GetProperty("version").GetInt32(),
            waiting.Count == 0 ? null : waiting[0].GetProperty("state").GetString(),
            [.. waiting.SelectMany(status => status.GetProperty("approvals").EnumerateArray()).Select(approval => approval.GetProperty("role").GetString()!)],
            [.. waiting.SelectMany(status => status.GetProperty("open_flags").EnumerateArray()).Select(flag => flag.GetProperty("id").GetString()!)],
            [.. json.GetProperty("watching").EnumerateArray().Select(watch => watch.GetProperty("id").GetString()!)]);
    }
}
