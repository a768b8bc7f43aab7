using System.Globalization;
using Assay.Activities.Contracts.Reviews;
using Assay.Activities.Live;
using Assay.Activities.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Live.Health;
using Assay.Live.Records;
using Assay.Release;
using Assay.Release.Manifest;
using Assay.Release.Trust;
using Assay.Release.Verification;
using Temporalio.Activities;

namespace Assay.Activities.Reviews;

/// <inheritdoc cref="IReviewActivities"/>
public sealed class ReviewActivities(StageRunner runner, string home, HomeFiles files) : IReviewActivities
{
    private const string FindingName = "audit/finding.json";
    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);

    /// <inheritdoc/>
    [Activity]
    public Task<ReleaseFinding> ReverifyActiveAsync(ReverifyActive request) =>
        runner.EffectAsync(nameof(ReverifyActive), string.Empty, _ => Reverify(request));

    /// <inheritdoc/>
    [Activity]
    public Task<RetrainDecision> JudgeRetrainingAsync(JudgeRetraining request) =>
        runner.EffectAsync(nameof(JudgeRetraining), request.Session, _ => Judge(request));

    private ReleaseFinding Reverify(ReverifyActive request)
    {
        if (ledger.Active() is not { } pointer)
        {
            return new ReleaseFinding("no_release", ledger.Channel, null, "No release is active, so there is nothing to verify.", null);
        }

        var envelope = ledger.ReadManifest(pointer.Version);
        var digest = Digest.OfBytes(envelope).ToString();
        var checks = new List<FindingCheck>
        {
            string.Equals(digest, pointer.ManifestSha256, StringComparison.Ordinal)
                ? Passed("pointer", $"The active pointer names the manifest {digest}.")
                : Failed("pointer", $"The active pointer names the manifest {pointer.ManifestSha256}, but the ledger holds {digest}."),
        };
        var manifest = Verify(envelope, request.AsOf, checks);
        if (manifest is not null && ledger.PeekStatement(pointer.Version) is { } statement)
        {
            var release = ReleaseSigner.Describe(manifest, runner.Store.Put(envelope, ReleaseSigner.EnvelopeSchema));
            checks.Add(Replayed(new ReleaseWatch(runner, home, statement, release).ReplayLatest()));
        }

        var record = new FindingRecord
        {
            Schema = FindingRecord.SchemaId,
            AsOf = request.AsOf.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Channel = ledger.Channel,
            Version = pointer.Version,
            ManifestSha256 = digest,
            ExpiresAt = manifest?.ExpiresAt,
            Verified = checks.TrueForAll(check => check.Result != "failed"),
            Checks = checks,
        };
        var artifact = runner.Store.Put(CanonicalJson.Serialize(record), FindingRecord.SchemaId);
        runner.Show(request.Stage, nameof(ReverifyActive), [new NamedArtifact(FindingName, artifact)], []);
        var sentence = record.Verified
            ? string.Create(CultureInfo.InvariantCulture, $"Release {pointer.Version} is verified; it expires at {record.ExpiresAt}.")
            : string.Create(CultureInfo.InvariantCulture, $"Release {pointer.Version} failed: {string.Join(" ", checks.Where(check => check.Result == "failed").Select(check => check.Detail))}");
        return new ReleaseFinding(record.Verified ? "verified" : "failed", ledger.Channel, pointer.Version, sentence, artifact);
    }

    /// <summary>Signatures, channel, expiry, the digest of every subject, approvals and waivers.</summary>
    private ReleaseManifest? Verify(byte[] envelope, DateTimeOffset asOf, List<FindingCheck> checks)
    {
        try
        {
            var manifest = new ReleaseVerifier(trust.Load(asOf).Policy, runner.Store.Read).Verify(envelope, asOf);
            checks.Add(Passed("manifest", "Signatures, channel, expiry, every subject's digest, approvals and waivers hold."));
            return manifest;
        }
        catch (AssayException fault) when (!fault.IsTransient)
        {
            checks.Add(Failed("manifest", fault.Message));
            return null;
        }
    }

    private RetrainDecision Judge(JudgeRetraining request)
    {
        if (ledger.Active() is not { } pointer)
        {
            return new RetrainDecision(false, ledger.Channel, null, ["No release is active; run a selection and release its champion first."]);
        }

        var manifest = new ReleaseVerifier(trust.Load(request.AsOf).Policy, runner.Store.Read).Verify(ledger.ReadManifest(pointer.Version), request.AsOf);
        if (!string.Equals(manifest.Market, request.Market, StringComparison.Ordinal))
        {
            return new RetrainDecision(false, ledger.Channel, null, [$"The active release {pointer.Version} was made from {manifest.Market}, not from {request.Market}."]);
        }

        var day = TradingDate.Parse(request.Session);
        var options = runner.Settings(request.Stage).Live.Retrain;
        var reasons = RetrainPolicy.Reasons(TradingDate.Parse(manifest.Data.LastSession), day, LatestHealth(pointer.Version, day), options);
        return reasons.Count > 0
            ? new RetrainDecision(true, ledger.Channel, pointer.Version, reasons)
            : new RetrainDecision(
                false,
                ledger.Channel,
                pointer.Version,
                [$"It was fitted on data through {manifest.Data.LastSession}, and nothing speaks against it on {day}."]);
    }

    /// <summary>The verdict that the latest published day up to the given one holds on the release; null without such a day.</summary>
    private ModelHealthResult? LatestHealth(int version, TradingDate day)
    {
        var folder = Path.Combine(home, "live");
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var days = Directory.EnumerateDirectories(folder)
            .Select(path => TradingDate.TryParse(Path.GetFileName(path), out var date) ? (Path: path, Date: date) : default)
            .Where(found => found.Path is not null && found.Date <= day)
            .OrderByDescending(found => found.Date);
        foreach (var (path, _) in days)
        {
            var log = Path.Combine(path, LiveFiles.MonitoringLog);
            if (!File.Exists(log))
            {
                continue;
            }

            // By way of the store, which knows the marks that an artifact may bear.
            var record = runner.Store.ReadJson<MonitoringRecord>(runner.Store.Put(File.ReadAllBytes(log), MonitoringRecord.SchemaId));
            if (record.Release.Version == version)
            {
                return record.Model.Health;
            }
        }

        return null;
    }

    /// <summary>Only a difference speaks against the release; a day that cannot be computed again here does not.</summary>
    private static FindingCheck Replayed(WatchFinding finding) => new(
        "replay",
        finding.Verdict switch
        {
            WatchVerdict.Passed => "passed",
            WatchVerdict.Breached => "failed",
            _ => "skipped",
        },
        finding.Detail);

    private static FindingCheck Passed(string name, string detail) => new(name, "passed", detail);

    private static FindingCheck Failed(string name, string detail) => new(name, "failed", detail);
}
