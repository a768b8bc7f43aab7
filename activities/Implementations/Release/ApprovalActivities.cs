using System.Text;
using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Approvals;
using Assay.Release.Trust;
using Temporalio.Activities;

namespace Assay.Activities.Release;

/// <inheritdoc cref="IApprovalActivities"/>
public sealed class ApprovalActivities(StageRunner runner, string home, HomeFiles files) : IApprovalActivities
{
    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);
    private readonly ReleaseSigner signer = new(runner, home, files);

    /// <inheritdoc/>
    [Activity]
    public Task<ApprovalTerms> OpenApprovalsAsync(OpenApprovals request) => runner.EffectAsync(nameof(OpenApprovals), string.Empty, _ =>
    {
        trust.Ensure(request.AsOf, runner.Settings(request.Stage).Release.Manifest.DevelopmentTrustDays);
        var policy = trust.Load(request.AsOf).Policy;
        return new ApprovalTerms(
            policy.Channel,
            [.. TrustRoles.ApproversOf(request.Major).Select(role => new RoleTerm(role, policy.KeysOf(role).Threshold))],
            [.. request.Audit.Flags.Select(flag => flag.Owner).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(role => new RoleTerm(role, policy.KeysOf(role).Threshold))]);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<StatementCheck> CheckApprovalAsync(CheckApproval request) => runner.EffectAsync(nameof(CheckApproval), request.Role, _ => Check(
        request.Stage,
        nameof(CheckApproval),
        request.Envelope,
        request.Role,
        "approval." + request.Role,
        request.AuditSha256,
        request.At,
        (verifier, envelope) => verifier.ApprovalSigners(envelope, request.Role, request.AuditSha256)));

    /// <inheritdoc/>
    [Activity]
    public Task<StatementCheck> CheckWaiverAsync(CheckWaiver request) => runner.EffectAsync(nameof(CheckWaiver), request.Flag, _ => Check(
        request.Stage,
        nameof(CheckWaiver),
        request.Envelope,
        request.Owner,
        "waiver." + request.Flag,
        request.AuditSha256,
        request.At,
        (verifier, envelope) => verifier.WaiverSigners(envelope, request.Flag, request.Owner, request.AuditSha256)));

    /// <inheritdoc/>
    [Activity]
    public Task<ActiveRelease> DeployAsync(DeployRelease request) => runner.EffectAsync(nameof(DeployRelease), request.Who, invocation =>
    {
        using var held = ledger.Hold(ReleaseSigner.Patience);
        var signed = signer.Sign(request.Manifest, invocation, request);
        return ledger.Active()?.Version > signed.Version
            ? throw new ReleaseException($"Release {signed.Version} was deployed, and a later one has taken its place since.")
            : signer.Activate(signed.Manifest, request.DecidedAt);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<ArtifactRef> RecordEndAsync(RecordEnd request) => runner.EffectAsync(nameof(RecordEnd), request.End.Outcome, _ =>
    {
        var record = runner.Store.PutJson("assay.release.end/1", request.End);
        runner.Show(request.Stage, nameof(RecordEnd), [new NamedArtifact("release/end.json", record)], [request.Audit]);
        return record;
    });

    /// <summary>A refusal is an answer to who sent it, and no failure of the release.</summary>
    private StatementCheck Check(
        Stage stage,
        string activity,
        string envelope,
        string role,
        string name,
        string auditSha256,
        DateTimeOffset at,
        Func<StatementVerifier, byte[], IReadOnlyList<string>> signersOf)
    {
        var policy = trust.Load(at).Policy;
        byte[] bytes;
        IReadOnlyList<string> signers;
        try
        {
            bytes = CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(envelope));
            signers = signersOf(new StatementVerifier(policy), bytes);
        }
        catch (AssayException refusal)
        {
            return new StatementCheck([], null, refusal.Message);
        }

        if (signers.Count == 0)
        {
            return new StatementCheck([], null, $"No key of {role} in the {policy.Channel} trust policy signed this; it was changed, or signed with another key.");
        }

        var kept = runner.Store.Put(bytes, ReleaseSigner.EnvelopeSchema);
        var ending = policy.KeysOf(role).Threshold == 1 ? string.Empty : "." + signers[0][..16];
        runner.Show(stage, activity, [new NamedArtifact($"release/{name}{ending}.dsse.json", kept)], [AuditOf(auditSha256)]);
        return new StatementCheck(signers, kept, null);
    }

    private ArtifactRef AuditOf(string sha256) =>
        new(sha256, Assay.Release.Audit.AuditMetrics.SchemaId, runner.Store.Read(Digest.Parse(sha256)).Length);
}
