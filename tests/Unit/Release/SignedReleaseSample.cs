using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Approvals;
using Assay.Release.Audit;
using Assay.Release.Manifest;
using Assay.Release.Signing;
using Assay.Release.Trust;

namespace Assay.Tests.Unit.Release;

/// <summary>A whole signed release in memory, with keys of its own, that tests then break in one place.</summary>
internal sealed class SignedReleaseSample : IDisposable
{
    public static readonly DateTimeOffset AsOf = new(2018, 2, 7, 22, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, SigningKey> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> objects = new(StringComparer.Ordinal);

    public SignedReleaseSample(params string[] skippedChecks)
    {
        foreach (var role in TrustRoles.All)
        {
            keys.Add(role, SigningKey.Generate());
        }

        Policy = new TrustPolicy
        {
            Schema = TrustPolicy.SchemaId,
            Version = 1,
            Channel = TrustChannels.Development,
            ExpiresAt = "2030-01-01T00:00:00Z",
            Keys = [.. keys.Values.Select(key => new TrustedKey(key.Public.KeyId, key.Public.Pem))],
            Roles = [.. keys.Select(entry => new TrustedRole(entry.Key, [entry.Value.Public.KeyId], 1))],
        };
        var options = new FlagOptions
        {
            DeflatedSharpeMin = 0.9,
            OverfittingProbabilityMax = 0.2,
            SharpeFallMax = 0.2,
            WinRateFallMax = 0.05,
            HitRatioFallMax = 0.1,
            ParityMax = 1e-5,
        };
        var bundle = AuditBundle.Of(ReleaseSamples.Facts() with { SkippedChecks = skippedChecks }, options);
        var onnx = Put("model"u8.ToArray());
        var audit = Put(CanonicalJson.Serialize(bundle.Metrics));
        Manifest = new ReleaseManifest
        {
            Schema = "assay.release/1",
            Market = "sample",
            Version = 1,
            Channel = TrustChannels.Development,
            Decision = "release",
            Reason = "first",
            CreatedAt = "2018-02-07T22:00:00Z",
            ExpiresAt = "2019-02-07T22:00:00Z",
            Synthetic = false,
            Candidate = "xgboost",
            Optimizer = "hrp",
            SpecSha256 = new string('a', 64),
            OnnxSha256 = onnx,
            OnnxBytes = 5,
            Data = new DataWindow("2013-02-08", "2018-02-07", new string('b', 64), "pass"),
            ConfigurationSha256 = new string('c', 64),
            Gates = [],
            TrialCount = 20,
            AuditSha256 = audit,
            Flags = [],
            WaivedFlags = [],
            Approvals = [.. TrustRoles.Approvers.Select(role => Approve(role, role, audit))],
            Waivers = [],
            TrustPolicyVersion = 1,
            TrustPolicySha256 = new string('d', 64),
            Monitoring = new MonitoringThresholds(0.05, 0.1, 0.15, 0.25, 0.05, 0.1),
            InvocationId = "run/1",
        };
    }

    public TrustPolicy Policy { get; set; }

    public ReleaseManifest Manifest { get; set; }

    public SigningKey Key(string role) => keys[role];

    /// <summary>An approval said to be of <paramref name="role"/>, signed with the key of <paramref name="signer"/>.</summary>
    public SignedStatement Approve(string role, string signer, string auditSha256, string channel = TrustChannels.Development) =>
        new(role, "audit", Sign(signer, StatementTypes.Approval, auditSha256, new Approval("assay.approval/1", role, channel, "2018-02-07T22:00:00Z")));

    public SignedStatement Waive(string flag, string role, string signer) =>
        new(role, flag, Sign(signer, StatementTypes.Waiver, Manifest.AuditSha256, new Waiver("assay.waiver/1", role, TrustChannels.Development, flag, "d", "r", "2018-02-07T22:00:00Z")));

    /// <summary>The envelope of the manifest with all objects as subjects.</summary>
    public byte[] Envelope(string signer = TrustRoles.Release)
    {
        var subjects = objects.Keys.Order(StringComparer.Ordinal).Select(sha => new StatementSubject(sha, new SubjectDigest(sha))).ToList();
        var body = CanonicalJson.Serialize(new Statement<ReleaseManifest>(subjects, StatementTypes.Release, Manifest));
        return CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, body, keys[signer]));
    }

    public string Put(byte[] bytes)
    {
        var digest = Digest.OfBytes(bytes).ToString();
        objects[digest] = bytes;
        return digest;
    }

    public void Damage(string sha256) => objects[sha256] = "damaged"u8.ToArray();

    public byte[] Read(Digest digest)
    {
        var bytes = objects[digest.ToString()];
        return Digest.OfBytes(bytes) == digest ? bytes : throw new ArtifactException($"Object {digest} is damaged.");
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private string Sign<T>(string signer, string type, string auditSha256, T predicate)
    {
        var statement = new Statement<T>([new StatementSubject("metrics.json", new SubjectDigest(auditSha256))], type, predicate);
        return Put(CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, CanonicalJson.Serialize(statement), keys[signer])));
    }
}
