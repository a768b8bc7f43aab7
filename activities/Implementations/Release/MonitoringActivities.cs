using System.Globalization;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Live;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Live.Health;
using Assay.Live.Positions;
using Assay.Release;
using Assay.Release.Manifest;
using Assay.Release.Trust;
using Assay.Release.Verification;
using Temporalio.Activities;

namespace Assay.Activities.Release;

/// <inheritdoc cref="IMonitoringActivities"/>
public sealed class MonitoringActivities(StageRunner runner, string home, HomeFiles files) : IMonitoringActivities
{
    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);

    /// <inheritdoc/>
    [Activity]
    public Task<ReleaseCheck> CheckReleaseAsync(CheckRelease request) => runner.EffectAsync(
        nameof(CheckRelease), request.Version.ToString(CultureInfo.InvariantCulture), _ => Check(request));

    private static CheckFinding Finding(string check, WatchFinding finding) => new(
        check,
        finding.Verdict switch
        {
            WatchVerdict.Passed => CheckVerdicts.Passed,
            WatchVerdict.Warning => CheckVerdicts.Warning,
            WatchVerdict.Breached => CheckVerdicts.Breached,
            _ => CheckVerdicts.Skipped,
        },
        finding.Detail);

    private ReleaseCheck Check(CheckRelease request)
    {
        if (ledger.Active() is not { } pointer || pointer.Version != request.Version)
        {
            return new ReleaseCheck(ledger.Active()?.Version, 0, []);
        }

        Statement<ReleaseManifest> statement;
        ActiveRelease release;
        try
        {
            (statement, release) = Verify(pointer, request.At);
        }
        catch (AssayException fault)
        {
            // Nothing that the manifest says counts now, its thresholds neither.
            return new ReleaseCheck(pointer.Version, 0, [new CheckFinding("integrity", CheckVerdicts.Breached, fault.Message)]);
        }

        var watch = new ReleaseWatch(runner, home, statement, release);
        var integrity = new CheckFinding(
            "integrity", CheckVerdicts.Passed, string.Create(CultureInfo.InvariantCulture, $"Signatures, approvals and {statement.Subject.Count} digests of release {pointer.Version} hold."));
        IReadOnlyList<PerformanceDay> days;
        try
        {
            days = watch.Days();
        }
        catch (AssayException fault)
        {
            return new ReleaseCheck(pointer.Version, 0, [integrity, new CheckFinding("published_files", CheckVerdicts.Warning, fault.Message)]);
        }

        return new ReleaseCheck(
            pointer.Version, days.Count, [integrity, .. watch.Judge(days).Select(entry => Finding(entry.Check, entry.Finding))]);
    }

    private (Statement<ReleaseManifest> Statement, ActiveRelease Release) Verify(ActivePointer pointer, DateTimeOffset asOf)
    {
        var envelope = ledger.ReadManifest(pointer.Version);
        if (!string.Equals(Digest.OfBytes(envelope).ToString(), pointer.ManifestSha256, StringComparison.Ordinal))
        {
            throw new ReleaseException($"The manifest of release {pointer.Version} is not the one the active pointer names.");
        }

        var manifest = new ReleaseVerifier(trust.Load(asOf).Policy, runner.Store.Read).Verify(envelope, asOf);
        var statement = ledger.PeekStatement(pointer.Version) ?? throw new ReleaseException($"Release {pointer.Version} has no manifest any more.");
        return (statement, ReleaseSigner.Describe(manifest, runner.Store.Put(envelope, ReleaseSigner.EnvelopeSchema)));
    }
}
