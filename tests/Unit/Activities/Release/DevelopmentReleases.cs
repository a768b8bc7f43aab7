using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Approvals;
using Assay.Release.Audit;
using Assay.Release.Manifest;
using Assay.Release.Signing;
using Assay.Release.Trust;
using Assay.Tests.Unit.Release;

namespace Assay.Tests.Unit.Activities.Release;

/// <summary>Releases in a home, signed with its development keys: whole ones, which tests then break in one place.</summary>
internal sealed class DevelopmentReleases
{
    public static readonly DateTimeOffset AsOf = new(2018, 2, 7, 22, 0, 0, TimeSpan.Zero);
    private readonly ActivityHome home;

    public DevelopmentReleases(ActivityHome home)
    {
        this.home = home;
        Trust = new DevelopmentTrust(home.Path, home.Files);
        Trust.Ensure(AsOf, 3_650);
        Ledger = new ReleaseLedger(home.Path, TrustChannels.Development, home.Files);
    }

    public DevelopmentTrust Trust { get; }

    public ReleaseLedger Ledger { get; }

    /// <summary>Digest of a model's object.</summary>
    public ArtifactRef Model(string letter) => home.Store.Put((byte[])[.. "model "u8, (byte)letter[0]], "assay.model.onnx/1");

    /// <summary>Signs and activates a release of a model of its own.</summary>
    public void Deploy(int version, string letter)
    {
        var options = ActivityHome.RepositorySettings().Release.Flags;
        var audit = home.Store.Put(
            CanonicalJson.Serialize(AuditBundle.Of(ReleaseSamples.Facts() with { Candidate = "candidate-" + letter }, options).Metrics), AuditMetrics.SchemaId);
        var onnx = Model(letter);
        var manifest = new ReleaseManifest
        {
            Schema = "assay.release/1",
            Market = "sample",
            Version = version,
            Channel = TrustChannels.Development,
            Decision = ReleaseDecisions.Release,
            Reason = "first",
            CreatedAt = "2018-02-07T22:00:00Z",
            ExpiresAt = "2019-02-07T22:00:00Z",
            Previous = Ledger.Active() is { } active ? new PreviousRelease(active.Version, active.ManifestSha256) : null,
            Synthetic = true,
            Candidate = "candidate-" + letter,
            Optimizer = "hrp",
            SpecSha256 = new string(letter[0], 64),
            OnnxSha256 = onnx.Sha256,
            OnnxBytes = onnx.Bytes,
            Data = new DataWindow("2013-02-08", "2018-02-07", new string('b', 64), "pass"),
            ConfigurationSha256 = home.Stage.Configuration.Sha256,
            Gates = [],
            TrialCount = 20,
            AuditSha256 = audit.Sha256,
            Flags = [],
            WaivedFlags = [],
            Approvals = [.. TrustRoles.Approvers.Select(role => new SignedStatement(role, "audit", Approve(role, audit)))],
            Waivers = [],
            TrustPolicyVersion = 1,
            TrustPolicySha256 = new string('d', 64),
            Monitoring = new MonitoringThresholds(0.05, 0.1, 0.15, 0.25, 0.05, 0.1),
            InvocationId = $"deploy/{version}",
        };
        using var key = Trust.Key(TrustRoles.Release);
        StatementSubject[] subjects = [new("model.onnx", new SubjectDigest(onnx.Sha256)), new("audit/metrics.json", new SubjectDigest(audit.Sha256))];
        var body = CanonicalJson.Serialize(new Statement<ReleaseManifest>(subjects, StatementTypes.Release, manifest));
        var envelope = CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, body, key));
        Ledger.Write(version, envelope, new Dictionary<string, byte[]>(StringComparer.Ordinal));
        Ledger.Activate(version, envelope, manifest.Previous);
    }

    private string Approve(string role, ArtifactRef audit)
    {
        using var key = Trust.Key(role);
        return home.Store.Put(StatementSigner.Approve(key, role, TrustChannels.Development, audit.Sha256, AsOf), "assay.dsse/1").Sha256;
    }
}
