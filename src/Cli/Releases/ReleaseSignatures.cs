using System.Text;
using Assay.Cli.Commands;
using Assay.Cli.Hosting;
using Assay.Release.Approvals;
using Assay.Release.Signing;
using Assay.Release.Trust;
using Assay.Workflows.Release;

namespace Assay.Cli.Releases;

/// <summary>
/// <c>assay release approve</c> and <c>waive</c>: signs on this machine, with the person's own key, and sends only the signed envelope. In the
/// development channel the home's own role keys stand in where no key is named.
/// </summary>
internal static class ReleaseSignatures
{
    public static async Task<int> ApproveAsync(
        ReleaseTarget target, string role, string? keyFile, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await ReleaseSession.OpenAsync(target, observers, cancellationToken);
        var (handle, status) = await session.FindWaitingAsync(target.Release);
        using var key = Key(session, status, role, keyFile);
        var envelope = StatementSigner.Approve(key, role, status.Channel!, status.AuditSha256, TimeProvider.System.GetUtcNow());
        var approval = new ApproveRelease(role, status.AuditSha256, Encoding.UTF8.GetString(envelope));
        var after = await ReleaseSession.UpdateAsync(() => handle.ExecuteUpdateAsync(workflow => workflow.ApproveAsync(approval)));
        ReleaseOutput.Write(target.Json, new ReleaseUnderWay(handle.Id, after), [$"{role} has approved.", .. ReleaseText.Of(handle.Id, after)]);
        return ExitCode.Done;
    }

    public static async Task<int> WaiveAsync(
        ReleaseTarget target, string flag, string reason, string? keyFile, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await ReleaseSession.OpenAsync(target, observers, cancellationToken);
        var (handle, status) = await session.FindWaitingAsync(target.Release);
        var open = status.OpenFlags.FirstOrDefault(entry => string.Equals(entry.Id, flag, StringComparison.Ordinal))
            ?? throw new ReleaseCommandException(
                $"Flag '{flag}' is not open; {(status.OpenFlags.Count == 0 ? "none is." : $"open are {string.Join(", ", status.OpenFlags.Select(entry => entry.Id))}.")}");
        using var key = Key(session, status, open.Owner, keyFile);
        var envelope = StatementSigner.Waive(
            key, open.Owner, status.Channel!, status.AuditSha256, flag, open.Detail, reason, TimeProvider.System.GetUtcNow());
        var waiver = new WaiveFlag(flag, status.AuditSha256, Encoding.UTF8.GetString(envelope));
        var after = await ReleaseSession.UpdateAsync(() => handle.ExecuteUpdateAsync(workflow => workflow.WaiveAsync(waiver)));
        ReleaseOutput.Write(target.Json, new ReleaseUnderWay(handle.Id, after), [$"{open.Owner} has waived {flag}.", .. ReleaseText.Of(handle.Id, after)]);
        return ExitCode.Done;
    }

    private static SigningKey Key(ReleaseSession session, ReleaseStatus status, string role, string? keyFile)
    {
        if (keyFile is not null)
        {
            return SigningKey.Read(Path.GetFullPath(keyFile));
        }

        if (!string.Equals(status.Channel, TrustChannels.Development, StringComparison.Ordinal))
        {
            throw new UsageException($"--key is needed: only development trust keeps keys in the home, and this release is of the {status.Channel} channel.");
        }

        return TrustRoles.All.Contains(role, StringComparer.Ordinal)
            ? session.Folder.Trust.Key(role)
            : throw new UsageException($"--role: '{role}' is not known, only {string.Join(" or ", TrustRoles.ApproversOf(major: true))}.");
    }
}
