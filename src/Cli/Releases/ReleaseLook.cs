using System.Globalization;
using Assay.Cli.Hosting;
using Assay.Release;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;

namespace Assay.Cli.Releases;

/// <summary><c>assay release status</c>, <c>history</c> and <c>verify</c>: what is there, and whether it holds.</summary>
internal static class ReleaseLook
{
    public static async Task<int> StatusAsync(ReleaseTarget target, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await ReleaseSession.OpenAsync(target, observers, cancellationToken);
        var active = session.Folder.Ledger.Active() is { } pointer ? Line(session.Folder.Ledger, pointer.Version) : null;
        var releases = (await session.FindReleasesAsync()).Select(release => new ReleaseUnderWay(release.Handle.Id, release.Status)).ToList();
        var watches = (await session.FindWatchesAsync()).Select(watch => new ReleaseWatched(watch.Handle.Id, watch.Status)).ToList();
        var view = new ReleaseStatusView(active, releases, watches);
        ReleaseOutput.Write(target.Json, view, ReleaseText.Of(view));
        return ExitCode.Done;
    }

    public static int History(ReleaseTarget target, HostObservers observers)
    {
        using var folder = ReleaseFolder.Open(target.Home, observers);
        var lines = folder.Ledger.Versions().Select(version => Line(folder.Ledger, version)).OfType<ReleaseLine>().ToList();
        ReleaseOutput.Write(
            target.Json, lines, lines.Count == 0 ? ["There is no release in this home; 'assay run' makes one."] : [.. lines.Select(ReleaseText.Of)]);
        return ExitCode.Done;
    }

    public static int Verify(ReleaseTarget target, int? version, HostObservers observers)
    {
        using var folder = ReleaseFolder.Open(target.Home, observers);
        var number = version ?? folder.Ledger.Active()?.Version
            ?? throw new ReleaseCommandException("No release is active in this home, so there is nothing to verify; name one with --version.");
        var manifest = folder.Verify(number, TimeProvider.System.GetUtcNow());
        var subjects = folder.Ledger.PeekStatement(number)?.Subject.Count ?? 0;
        var result = new ReleaseVerified(number, manifest.Channel, subjects, manifest.Approvals.Count, manifest.Waivers.Count, manifest.ExpiresAt);
        ReleaseOutput.Write(
            target.Json,
            result,
            [string.Create(CultureInfo.InvariantCulture, $"Release {number} holds: the release key's signature, {result.Approvals} approvals, {result.Waivers} waivers and {subjects} digests; it expires at {manifest.ExpiresAt}.")]);
        return ExitCode.Done;
    }

    private static ReleaseLine? Line(ReleaseLedger ledger, int version) => ledger.Peek(version) is { } manifest
        ? new ReleaseLine(
            version,
            ledger.Active()?.Version == version,
            manifest.Decision,
            manifest.Restores?.Version,
            manifest.Market,
            manifest.Candidate,
            manifest.Optimizer,
            manifest.Channel,
            manifest.CreatedAt,
            manifest.ExpiresAt,
            manifest.DecidedBy,
            manifest.Reason)
        : null;
}

/// <summary>A release as the ledger has it; its signature is not verified here.</summary>
internal sealed record ReleaseLine(
    int Version,
    bool Active,
    string Decision,
    int? Restores,
    string Market,
    string Candidate,
    string Optimizer,
    string Channel,
    string CreatedAt,
    string ExpiresAt,
    string? DecidedBy,
    string Reason);

/// <param name="Id">Id of the workflow.</param>
/// <param name="Status">What it waits for.</param>
internal sealed record ReleaseUnderWay(string Id, ReleaseStatus Status);

/// <param name="Id">Id of the workflow.</param>
/// <param name="Status">What it saw.</param>
internal sealed record ReleaseWatched(string Id, MonitoringStatus Status);

/// <param name="Active">The active release, or null.</param>
/// <param name="Waiting">Releases under way.</param>
/// <param name="Watching">Heightened monitoring under way.</param>
internal sealed record ReleaseStatusView(ReleaseLine? Active, IReadOnlyList<ReleaseUnderWay> Waiting, IReadOnlyList<ReleaseWatched> Watching);

/// <summary>A release that verifies.</summary>
internal sealed record ReleaseVerified(int Version, string Channel, int Subjects, int Approvals, int Waivers, string ExpiresAt);
