using System.Text.Json.Serialization;

namespace Assay.Release.Manifest;

/// <summary>The predicate of a release: everything a verifier needs to know besides the digests of the subjects.</summary>
public sealed record ReleaseManifest
{
    public required string Schema { get; init; }

    /// <summary>Name of the model line, such as <c>synthetic</c>.</summary>
    public required string Market { get; init; }

    /// <summary>Monotonic within the channel, from 1.</summary>
    public required int Version { get; init; }

    /// <summary><c>development</c> or <c>production</c>.</summary>
    public required string Channel { get; init; }

    /// <summary><c>release</c> or <c>rollback</c>.</summary>
    public required string Decision { get; init; }

    public required string Reason { get; init; }

    /// <summary>UTC, ISO with zone.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>UTC; a verifier refuses the release from this instant on.</summary>
    public required string ExpiresAt { get; init; }

    /// <summary>The release this one succeeds; null for the first.</summary>
    public PreviousRelease? Previous { get; init; }

    /// <summary>The earlier release that a rollback brings back; not there for a release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PreviousRelease? Restores { get; init; }

    /// <summary>Who took the decision, where a person did; not there under development trust's immediate release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DecidedBy { get; init; }

    /// <summary>True for a major release, which the business owner approves too; not there for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Major { get; init; }

    public required bool Synthetic { get; init; }

    public required string Candidate { get; init; }

    public required string Optimizer { get; init; }

    /// <summary>Digest of the candidate's frozen parameters.</summary>
    public required string SpecSha256 { get; init; }

    /// <summary>Digest of the ONNX model, which is among the subjects.</summary>
    public required string OnnxSha256 { get; init; }

    public required long OnnxBytes { get; init; }

    /// <summary>Mean daily rank information coefficient out of sample; null when undefined.</summary>
    public double? MeanInformationCoefficient { get; init; }

    public required DataWindow Data { get; init; }

    public required string ConfigurationSha256 { get; init; }

    /// <summary>Every gate of the champion.</summary>
    public required IReadOnlyList<GateValue> Gates { get; init; }

    /// <summary>Number of pairs that were tried.</summary>
    public required int TrialCount { get; init; }

    /// <summary>Digest of metrics.json, the file the approvals sign.</summary>
    public required string AuditSha256 { get; init; }

    /// <summary>Flags the audit found open.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Flags opened by a signed waiver.</summary>
    public required IReadOnlyList<string> WaivedFlags { get; init; }

    public required IReadOnlyList<SignedStatement> Approvals { get; init; }

    public required IReadOnlyList<SignedStatement> Waivers { get; init; }

    public required int TrustPolicyVersion { get; init; }

    public required string TrustPolicySha256 { get; init; }

    public required MonitoringThresholds Monitoring { get; init; }

    /// <summary>Workflow run and activity that signed; a repeated execution finds its own release by it.</summary>
    public required string InvocationId { get; init; }
}

/// <param name="Version">Version.</param>
/// <param name="ManifestSha256">Digest of its envelope.</param>
public sealed record PreviousRelease(int Version, string ManifestSha256);

/// <param name="FirstSession">ISO date.</param>
/// <param name="LastSession">ISO date.</param>
/// <param name="BarsSha256">Digest of the clean bars.</param>
/// <param name="Verdict">Verdict of the quality gate.</param>
public sealed record DataWindow(string FirstSession, string LastSession, string BarsSha256, string Verdict);

/// <param name="Name">Name of the gate.</param>
/// <param name="Value">Null when undefined.</param>
/// <param name="Threshold">What it was held against; null where the gate has none.</param>
/// <param name="Passed">True when it holds.</param>
public sealed record GateValue(string Name, double? Value, double? Threshold, bool Passed);

/// <param name="Role">The signer's role.</param>
/// <param name="Subject">What was signed: <c>audit</c>, or the flag's id.</param>
/// <param name="Sha256">Digest of the envelope.</param>
public sealed record SignedStatement(string Role, string Subject, string Sha256);

/// <summary>The heightened window's thresholds, fractions; the second of each pair is the later stage's.</summary>
public sealed record MonitoringThresholds(
    double LossFraction,
    double LossFractionSevere,
    double SharpeDrop,
    double SharpeDropSevere,
    double DrawdownFraction,
    double DrawdownFractionSevere);
