using Assay.Activities.Contracts.Release;
using Assay.Domain;
using Temporalio.Exceptions;

namespace Assay.Workflows.Release;

/// <summary>What a release has been given so far, and what it may still take: the state that updates of people change.</summary>
internal sealed class ApprovalDesk
{
    private const int LongestEnvelope = 64 * 1024;
    private readonly AuditResult audit;
    private readonly ApprovalTerms terms;
    private readonly List<(GivenApproval Given, ArtifactRef Envelope)> approvals = [];
    private readonly List<(string Flag, string KeyId, ArtifactRef Envelope)> waivers = [];

    /// <param name="audit">What is signed.</param>
    /// <param name="terms">Whose signatures are needed.</param>
    public ApprovalDesk(AuditResult audit, ApprovalTerms terms)
    {
        this.audit = audit;
        this.terms = terms;
    }

    public ReleaseDecision? Decision { get; private set; }

    /// <summary>Set when nothing more is taken; see <see cref="ReleaseOutcomes"/>.</summary>
    public string? Ended { get; private set; }

    public bool IsComplete => MissingRoles.Count == 0 && OpenFlags.Count == 0;

    public IReadOnlyList<GivenApproval> Approvals => [.. approvals.Select(approval => approval.Given)];

    public IReadOnlyList<string> MissingRoles => [.. terms.Approvers.Where(term => !HasApproved(term)).Select(term => term.Role)];

    public IReadOnlyList<AuditFlag> OpenFlags => [.. audit.Flags.Where(flag => !IsWaived(flag))];

    public IReadOnlyList<string> WaivedFlags => [.. audit.Flags.Where(IsWaived).Select(flag => flag.Id)];

    /// <summary>Everything that was signed, for the manifest.</summary>
    public ApprovalResult Result => new(
        terms.Channel,
        [.. approvals.Select(approval => approval.Envelope)],
        [.. waivers.Select(waiver => waiver.Envelope)],
        [.. waivers.Select(waiver => waiver.Flag)],
        [.. approvals.Select(approval => approval.Given.Role)]);

    /// <exception cref="ApplicationFailureException">It cannot count.</exception>
    public void Check(ApproveRelease approval)
    {
        CheckOpen();
        CheckEnvelope(approval.AuditSha256, approval.Envelope);
        var term = terms.Approvers.FirstOrDefault(entry => entry.Role == approval.Role)
            ?? throw Refusal($"'{approval.Role}' is no role that approves this release, only {string.Join(", ", terms.Approvers.Select(entry => entry.Role))}.");
        if (HasApproved(term))
        {
            throw Refusal($"{approval.Role} has approved already.");
        }
    }

    /// <exception cref="ApplicationFailureException">It cannot count.</exception>
    public void Check(WaiveFlag waiver)
    {
        CheckOpen();
        CheckEnvelope(waiver.AuditSha256, waiver.Envelope);
        if (IsWaived(FlagOf(waiver.Flag)))
        {
            throw Refusal($"Flag {waiver.Flag} is waived already.");
        }
    }

    /// <exception cref="ApplicationFailureException">It cannot be decided so, or not yet.</exception>
    public void Check(ReleaseDecision decision)
    {
        CheckOpen();
        if (decision.Action is not (ReleaseActions.Deploy or ReleaseActions.Reject))
        {
            throw Refusal($"'{decision.Action}' is no decision, only {ReleaseActions.Deploy} or {ReleaseActions.Reject}.");
        }

        if (string.IsNullOrWhiteSpace(decision.Who) || string.IsNullOrWhiteSpace(decision.Reason))
        {
            throw Refusal("A decision needs who decided and why.");
        }

        if (decision.Action == ReleaseActions.Deploy && !IsComplete)
        {
            throw new ApplicationFailureException($"It cannot be deployed yet: {Missing()}.", ReleaseUpdateErrors.NotReady, nonRetryable: true);
        }
    }

    /// <summary>What is missing, as half a sentence.</summary>
    public string Missing() => string.Join("; ", new[]
    {
        MissingRoles.Count == 0 ? null : $"approval of {string.Join(", ", MissingRoles)} is missing",
        OpenFlags.Count == 0 ? null : $"a waiver of {string.Join(", ", OpenFlags.Select(flag => $"{flag.Id} by {flag.Owner}"))} is missing",
        IsComplete ? "the decision is missing" : null,
    }.OfType<string>());

    public AuditFlag FlagOf(string id) => audit.Flags.FirstOrDefault(flag => flag.Id == id)
        ?? throw Refusal($"The audit found no flag '{id}'{(audit.Flags.Count == 0 ? "." : $", only {string.Join(", ", audit.Flags.Select(flag => flag.Id))}.")}");

    /// <summary>Counts what was signed. While it was checked, another may have come first.</summary>
    /// <exception cref="ApplicationFailureException">It does not count.</exception>
    public void Take(ApproveRelease approval, StatementCheck check, DateTimeOffset at)
    {
        var envelope = check.Envelope ?? throw Refusal(check.Refusal ?? "The signature does not count.");
        Check(approval);
        var fresh = check.KeyIds.Where(key => !approvals.Any(known => known.Given.Role == approval.Role && known.Given.KeyId == key)).ToList();
        if (fresh.Count == 0)
        {
            throw Refusal($"This key has approved as {approval.Role} already; another one of the role is needed.");
        }

        approvals.AddRange(fresh.Select(key => (new GivenApproval(approval.Role, key, at), envelope)));
    }

    /// <inheritdoc cref="Take(ApproveRelease, StatementCheck, DateTimeOffset)"/>
    public void Take(WaiveFlag waiver, StatementCheck check)
    {
        var envelope = check.Envelope ?? throw Refusal(check.Refusal ?? "The signature does not count.");
        Check(waiver);
        var fresh = check.KeyIds.Where(key => !waivers.Any(known => known.Flag == waiver.Flag && known.KeyId == key)).ToList();
        if (fresh.Count == 0)
        {
            throw Refusal($"This key has waived {waiver.Flag} already; another one of {FlagOf(waiver.Flag).Owner} is needed.");
        }

        waivers.AddRange(fresh.Select(key => (waiver.Flag, key, envelope)));
    }

    public void Decide(ReleaseDecision decision) => Decision = decision;

    public void End(string outcome) => Ended = outcome;

    private static ApplicationFailureException Refusal(string message) => new(message, ReleaseUpdateErrors.Refused, nonRetryable: true);

    private bool HasApproved(RoleTerm term) => approvals.Count(approval => approval.Given.Role == term.Role) >= term.Threshold;

    private bool IsWaived(AuditFlag flag) =>
        waivers.Count(waiver => waiver.Flag == flag.Id) >= terms.Owners.First(term => term.Role == flag.Owner).Threshold;

    private void CheckOpen()
    {
        if (Ended is not null || Decision is not null)
        {
            throw Refusal($"This release takes nothing more: it is {Ended ?? (Decision!.Action == ReleaseActions.Deploy ? "being deployed" : "rejected")}.");
        }
    }

    private void CheckEnvelope(string auditSha256, string envelope)
    {
        if (auditSha256 != audit.Metrics.Sha256)
        {
            throw Refusal($"This release is about the audit bundle {audit.Metrics.Sha256}, not {auditSha256}; read it, and sign that.");
        }

        if (envelope.Length is 0 or > LongestEnvelope)
        {
            throw Refusal($"The envelope has {envelope.Length} characters; 1 to {LongestEnvelope} are taken.");
        }
    }
}
