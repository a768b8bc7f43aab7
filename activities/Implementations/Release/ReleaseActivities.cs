using System.Globalization;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Approvals;
using Assay.Release.Audit;
using Assay.Release.Manifest;
using Assay.Release.Signing;
using Assay.Release.Trust;
using Assay.Release.Verification;
using Temporalio.Activities;

namespace Assay.Activities.Release;

/// <inheritdoc cref="IReleaseActivities"/>
public sealed class ReleaseActivities(StageRunner runner, string home, HomeFiles files) : IReleaseActivities
{
    private const string EnvelopeSchema = "assay.dsse/1";
    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);

    /// <inheritdoc/>
    [Activity]
    public Task<ApprovalResult> ApproveUnderDevelopmentTrustAsync(ApproveBundle request) =>
        runner.EffectAsync(nameof(ApproveBundle), string.Empty, _ => Approve(request));

    /// <inheritdoc/>
    [Activity]
    public Task<SignedRelease> SignManifestAsync(SignManifest request) =>
        runner.EffectAsync(nameof(SignManifest), string.Empty, invocation => Sign(request, invocation));

    /// <inheritdoc/>
    [Activity]
    public Task<ActiveRelease> ActivateAsync(ActivateRelease request) => runner.EffectAsync(
        nameof(ActivateRelease),
        request.Release.Version.ToString(CultureInfo.InvariantCulture),
        _ =>
        {
            var envelope = runner.Store.Read(request.Release.Manifest);
            var manifest = Verifier(request.AsOf).Verify(envelope, request.AsOf);
            ledger.Activate(manifest.Version, envelope);
            return Describe(manifest, request.Release.Manifest);
        });

    /// <inheritdoc/>
    [Activity]
    public Task<ActiveRelease?> LoadActiveAsync(LoadActiveRelease request) => runner.EffectAsync<ActiveRelease?>(
        "LoadActiveRelease",
        string.Empty,
        _ =>
        {
            if (ledger.Active() is not { } pointer)
            {
                return null;
            }

            var envelope = ledger.ReadManifest(pointer.Version);
            if (!string.Equals(Digest.OfBytes(envelope).ToString(), pointer.ManifestSha256, StringComparison.Ordinal))
            {
                throw new ReleaseException(
                    $"The manifest of release {pointer.Version} is not the one the active pointer names; restore it from the store, or roll back.");
            }

            var manifest = Verifier(request.AsOf).Verify(envelope, request.AsOf);
            return Describe(manifest, runner.Store.Put(envelope, EnvelopeSchema));
        });

    private static string Instant(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ActiveRelease Describe(ReleaseManifest manifest, ArtifactRef envelope) => new(
        manifest.Version,
        manifest.Channel,
        envelope,
        manifest.Market,
        manifest.Candidate,
        manifest.Optimizer,
        new ArtifactRef(manifest.OnnxSha256, "assay.model.onnx/1", manifest.OnnxBytes),
        manifest.MeanInformationCoefficient);

    private ApprovalResult Approve(ApproveBundle request)
    {
        var manifestOptions = runner.Settings(request.Stage).Release.Manifest;
        trust.Ensure(request.AsOf, manifestOptions.DevelopmentTrustDays);
        var at = Instant(request.AsOf);
        var approvals = new List<ArtifactRef>();
        foreach (var role in TrustRoles.Approvers)
        {
            approvals.Add(SignStatement(role, StatementTypes.Approval, request.Audit.Metrics, new Approval("assay.approval/1", role, TrustChannels.Development, at)));
        }

        var waivers = new List<ArtifactRef>();
        foreach (var flag in request.Audit.Flags)
        {
            const string Reason = "Development trust waives every flag, so that the chain can be seen to its end.";
            waivers.Add(SignStatement(
                flag.Owner,
                StatementTypes.Waiver,
                request.Audit.Metrics,
                new Waiver("assay.waiver/1", flag.Owner, TrustChannels.Development, flag.Id, flag.Detail, Reason, at)));
        }

        runner.Show(
            request.Stage,
            nameof(ApproveBundle),
            [
                .. TrustRoles.Approvers.Select((role, index) => new NamedArtifact($"release/approval.{role}.dsse.json", approvals[index])),
                .. request.Audit.Flags.Select((flag, index) => new NamedArtifact($"release/waiver.{flag.Id}.dsse.json", waivers[index])),
            ],
            [request.Audit.Metrics]);
        return new ApprovalResult(TrustChannels.Development, approvals, waivers, [.. request.Audit.Flags.Select(flag => flag.Id)]);
    }

    private ArtifactRef SignStatement<T>(string role, string type, ArtifactRef metrics, T predicate)
    {
        using var key = trust.Key(role);
        var statement = new Statement<T>([new StatementSubject("audit/metrics.json", new SubjectDigest(metrics.Sha256))], type, predicate);
        return runner.Store.Put(CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, CanonicalJson.Serialize(statement), key)), EnvelopeSchema);
    }

    private SignedRelease Sign(SignManifest request, string invocation)
    {
        if (ledger.FindByInvocation(invocation) is { } earlier)
        {
            return Publish(request, earlier, runner.Store.Put(ledger.ReadManifest(earlier), EnvelopeSchema));
        }

        var version = ledger.NextVersion(invocation);
        var body = CanonicalJson.Serialize(new Statement<ReleaseManifest>(
            Subjects(request), StatementTypes.Release, Compose(request, version, invocation)));
        using var key = trust.Key(TrustRoles.Release);
        var envelope = Dsse.Sign(Dsse.InTotoPayloadType, body, key);
        var bytes = CanonicalJson.Serialize(envelope);
        var reference = runner.Store.Put(bytes, EnvelopeSchema);
        ledger.Write(version, bytes, new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [$"manifest.{key.Public.KeyId[..16]}{SigstoreBundle.FileEnding}"] = CanonicalJson.Serialize(SigstoreBundle.Of(envelope)),
            ["release.pub.pem"] = System.Text.Encoding.ASCII.GetBytes(key.Public.Pem),
        });
        return Publish(request, version, reference);
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

    private ReleaseManifest Compose(SignManifest request, int version, string invocation)
    {
        var options = runner.Settings(request.Stage).Release;
        var (policy, policyEnvelope) = trust.Load(request.AsOf);
        var metrics = CanonicalJson.Deserialize<AuditMetrics>(runner.Store.Read(request.Audit.Metrics));
        var previous = ledger.Active();
        return new ReleaseManifest
        {
            Schema = "assay.release/1",
            Market = request.Market,
            Version = version,
            Channel = TrustChannels.Development,
            Decision = "release",
            Reason = request.Incumbent is null
                ? "first champion of this market"
                : $"champion over release {request.Incumbent.Version}",
            CreatedAt = Instant(request.AsOf),
            ExpiresAt = Instant(request.AsOf.AddDays(options.Manifest.ExpiryDays)),
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
            WaivedFlags = request.Approvals.WaivedFlags,
            Approvals = [.. TrustRoles.Approvers.Select((role, index) => new SignedStatement(role, "audit", request.Approvals.Approvals[index].Sha256))],
            Waivers = [.. request.Audit.Flags.Select((flag, index) => new SignedStatement(flag.Owner, flag.Id, request.Approvals.Waivers[index].Sha256))],
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

    private ReleaseVerifier Verifier(DateTimeOffset asOf) =>
        new(trust.Load(asOf).Policy, runner.Store.Read);
}
