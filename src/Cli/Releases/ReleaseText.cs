using System.Globalization;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;

namespace Assay.Cli.Releases;

/// <summary>Releases in words.</summary>
internal static class ReleaseText
{
    public static IEnumerable<string> Of(ReleaseStatusView view)
    {
        yield return view.Active is { } active ? "active release: " + Of(active with { Active = false }) : "No release is active.";
        foreach (var release in view.Waiting)
        {
            foreach (var line in Of(release.Id, release.Status))
            {
                yield return line;
            }
        }

        foreach (var watch in view.Watching)
        {
            foreach (var line in Of(watch.Id, watch.Status))
            {
                yield return line;
            }
        }
    }

    public static string Of(ReleaseLine line)
    {
        var what = line.Restores is { } restored ? Text($"rollback to {restored}") : line.Decision;
        var by = line.DecidedBy is { } who ? $" by {who}" : string.Empty;
        return Text($"{line.Version}{(line.Active ? " (active)" : string.Empty)}: {what}, {line.Market}, {line.Candidate} with {line.Optimizer}, {line.CreatedAt}{by}: {line.Reason}");
    }

    public static IEnumerable<string> Of(string id, ReleaseStatus status)
    {
        var until = status.ExpiresAt is { } expiry ? Text($", expires {expiry:u}") : string.Empty;
        yield return Text($"{id}: {status.State}, {status.Market}, {status.Candidate} with {status.Optimizer}, since {status.Since:u}{until}");
        yield return $"  audit bundle {status.AuditSha256}";
        foreach (var approval in status.Approvals)
        {
            yield return Text($"  approved by {approval.Role}, {approval.At:u}, key {approval.KeyId[..16]}");
        }

        foreach (var role in status.MissingRoles)
        {
            yield return $"  missing: the approval of {role}";
        }

        foreach (var flag in status.OpenFlags)
        {
            yield return $"  open flag {flag.Id} (a waiver of {flag.Owner} is missing): {flag.Detail}";
        }

        if (status.WaivedFlags.Count > 0)
        {
            yield return $"  waived: {string.Join(", ", status.WaivedFlags)}";
        }

        if (status.State == "ready")
        {
            yield return "  'assay release deploy' or 'assay release reject' decides.";
        }
    }

    public static IEnumerable<string> Of(string id, MonitoringStatus status)
    {
        yield return Text(
            $"{id}: {status.State}, {status.Checks} checks, {status.Sessions} of {status.MinimumSessions} sessions, ends no earlier than {status.EndsAfter:u}");
        foreach (var finding in status.Findings)
        {
            yield return $"  {finding.Check}: {finding.Verdict}. {finding.Detail}";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
