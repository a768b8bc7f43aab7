using System.Globalization;
using System.Text;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Audit;
using Assay.Release.Manifest;
using Assay.Release.Signing;
using Assay.Release.Trust;
using Assay.Release.Verification;

namespace Assay.Activities.Release;

/// <summary>Signs manifests into the ledger and switches its pointer. The caller holds the ledger.</summary>
internal sealed class ReleaseSigner(StageRunner runner, string home, HomeFiles files)
{
    public const string EnvelopeSchema = "assay.dsse/1";

    /// <summary>How long a release waits for another one at the ledger, which takes well under a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);

    public static ActiveRelease Describe(ReleaseManifest manifest, ArtifactRef envelope) => new(
        manifest.Version,
        manifest.Channel,
        envelope,
        manifest.Market,
        manifest.Candidate,
        manifest.Optimizer,
        new ArtifactRef(manifest.OnnxSha256, "assay.model.onnx/1", manifest.OnnxBytes),
        manifest.MeanInformationCoefficient);

    public static string Instant(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A release's manifest, or the one that the same invocation signed before.</summary>
    /// <param name="request">What it says.</param>
    /// <param name="invocation">Workflow run and activity.</param>
    /// <param name="decision">Who decided; null under development trust's immediate release.</param>
    public SignedRelease Sign(SignManifest request, string invocation, DeployRelease? decision)
    {
        if (FindSigned(invocation) is { } earlier)
        {
            return Publish(request, earlier, runner.Store.Put(ledger.ReadManifest(earlier), EnvelopeSchema));
        }

        var version = ledger.NextVersion(invocation);
        var manifest = Write(version, new Statement<ReleaseManifest>(
            Subjects(request), StatementTypes.Release, Compose(request, version, invocation, decision)));
        return Publish(request, version, manifest);
    }

    /// <summary>
    /// The version that an earlier execution of the same invocation signed, if it was active since, or can become so: nothing was signed after
    /// it, and what it follows is active still.
    /// </summary>
    public int? FindSigned(string invocation) =>
        ledger.FindByInvocation(invocation) is { } version
        && (ledger.WasActive(version)
            || (version == ledger.LatestVersion() && ledger.Peek(version)?.Previous?.Version == ledger.Active()?.Version))
            ? version
            : null;

    /// <summary>Signs a statement with the release key and writes it as a version, with its bundle.</summary>
    public ArtifactRef Write(int version, Statement<ReleaseManifest> statement)
    {
        using var key = trust.Key(TrustRoles.Release);
        var envelope = Dsse.Sign(Dsse.InTotoPayloadType, CanonicalJson.Serialize(statement), key);
        var bytes = CanonicalJson.Serialize(envelope);
        var reference = runner.Store.Put(bytes, EnvelopeSchema);
        ledger.Write(version, bytes, new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [$"manifest.{key.Public.KeyId[..16]}{SigstoreBundle.FileEnding}"] = CanonicalJson.Serialize(SigstoreBundle.Of(envelope)),
            ["release.pub.pem"] = Encoding.ASCII.GetBytes(key.Public.Pem),
        });
        return reference;
    }

    /// <summary>Verifies every signature and digest of a manifest, then points to it.</summary>
    public ActiveRelease Activate(ArtifactRef reference, DateTimeOffset asOf)
    {
        var envelope = runner.Store.Read(reference);
        var manifest = new ReleaseVerifier(trust.Load(asOf).Policy, runner.Store.Read).Verify(envelope, asOf);
        ledger.Activate(manifest.Version, envelope, manifest.Previous);
        return Describe(manifest, reference);
    }

    private SignedRelease Publish(SignManifest request, int version, ArtifactRef manifest)
    {
        runner.Show(request.Stage, nameof(SignManifest), [new NamedArtifact("release/manifest.dsse.json", manifest)], [request.Audit.Metrics]);
        return new SignedRelease(version, TrustChannels.Development, manifest);
    }

    /// <summary>Every file the champion rests on, directly or not, and what was decided about it.</summary>
    private List<StatementSubject> Subjects(SignManifest request)
    {
        ArtifactRef[] roots =
        [
            request.Model.Onnx,
            request.Model.Model,
            request.Model.Parity,
            request.Winner.Daily,
            request.Winner.Weights,
            request.Winner.Measures,
            request.Selection.Selection,
            request.Selection.Comparison,
            request.Audit.Metrics,
            request.Audit.Summary,
        ];
        var lineage = new Lineage(runner.Run(request.Stage).Read());
        var subjects = lineage.Closure(roots.Select(root => root.Digest))
            .Select(file => new StatementSubject(file.Name, new SubjectDigest(file.Artifact.Sha256)))
            .ToList();
        subjects.Add(new StatementSubject("configuration.json", new SubjectDigest(request.Stage.Configuration.Sha256)));
        return subjects;
    }

    private ReleaseManifest Compose(SignManifest request, int version, string invocation, DeployRelease? decision)
    {
        var options = runner.Settings(request.Stage).Release;
        var createdAt = decision?.DecidedAt ?? request.AsOf;
        var (policy, policyEnvelope) = trust.Load(createdAt);
        var metrics = CanonicalJson.Deserialize<AuditMetrics>(runner.Store.Read(request.Audit.Metrics));
        var previous = ledger.Active();
        var approvals = request.Approvals;
        var roles = approvals.Roles ?? TrustRoles.Approvers;
        var owners = request.Audit.Flags.ToDictionary(flag => flag.Id, flag => flag.Owner, StringComparer.Ordinal);
        return new ReleaseManifest
        {
            Schema = "assay.release/1",
            Market = request.Market,
            Version = version,
            Channel = TrustChannels.Development,
            Decision = ReleaseDecisions.Release,
            Reason = decision?.Reason ?? (request.Incumbent is null
                ? "first champion of this market"
                : $"champion over release {request.Incumbent.Version}"),
            DecidedBy = decision?.Who,
            Major = decision is { Major: true } ? true : null,
            CreatedAt = Instant(createdAt),
            ExpiresAt = Instant(createdAt.AddDays(options.Manifest.ExpiryDays)),
            Previous = previous is null ? null : new PreviousRelease(previous.Version, previous.ManifestSha256),
            Synthetic = request.Stage.Synthetic,
            Candidate = request.Winner.Candidate,
            Optimizer = request.Winner.Optimizer,
            SpecSha256 = request.Winner.SpecDigest,
            OnnxSha256 = request.Model.Onnx.Sha256,
            OnnxBytes = request.Model.Onnx.Bytes,
            MeanInformationCoefficient = request.MeanInformationCoefficient,
            Data = new DataWindow(request.Quality.FirstSession, request.Quality.LastSession, request.Quality.Bars.Sha256, request.Quality.Verdict),
            ConfigurationSha256 = request.Stage.Configuration.Sha256,
            Gates = metrics.Facts.Gates,
            TrialCount = metrics.Facts.TrialCount,
            AuditSha256 = request.Audit.Metrics.Sha256,
            Flags = [.. request.Audit.Flags.Select(flag => flag.Id)],
            WaivedFlags = [.. approvals.WaivedFlags.Distinct(StringComparer.Ordinal)],
            Approvals = [.. roles.Zip(approvals.Approvals, (role, envelope) => new SignedStatement(role, "audit", envelope.Sha256))],
            Waivers = [.. approvals.WaivedFlags.Zip(approvals.Waivers, (flag, envelope) => new SignedStatement(owners[flag], flag, envelope.Sha256))],
            TrustPolicyVersion = policy.Version,
            TrustPolicySha256 = Digest.OfBytes(policyEnvelope).ToString(),
            Monitoring = new MonitoringThresholds(
                options.Monitoring.LossFraction,
                options.Monitoring.LossFractionSevere,
                options.Monitoring.SharpeDrop,
                options.Monitoring.SharpeDropSevere,
                options.Monitoring.DrawdownFraction,
                options.Monitoring.DrawdownFractionSevere),
            InvocationId = invocation,
        };
    }
}
