using System.Collections.Concurrent;
using Assay.Activities.Contracts.Release;
using Assay.Domain;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.Releases;

/// <summary>
/// Stands in for a home with releases. An envelope <c>role:key</c> is one that this key of this role signed; the key <c>forged</c> is nobody's.
/// </summary>
internal sealed class ReleaseDouble : IApprovalActivities, IReleaseActivities, IRollbackActivities, IMonitoringActivities
{
    private readonly ConcurrentQueue<string> calls = new();
    private int checks;

    /// <summary>What ran, in order.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    public ConcurrentQueue<ReleaseEnd> Ends { get; } = new();

    public int Active { get; set; } = 1;

    /// <summary>What the n-th check finds, from 1; null for nothing wrong.</summary>
    public Func<int, CheckFinding?> Finding { get; set; } = _ => null;

    /// <summary>Sessions with recommendations at the n-th check.</summary>
    public Func<int, int> Sessions { get; set; } = check => check / 6;

    /// <summary>Why going back is refused; null where it is not.</summary>
    public string? Refusal { get; set; }

    /// <summary>Awaited within the deployment and the switch of a rollback.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Awaited within the check of a signature.</summary>
    public Task SignatureGate { get; set; } = Task.CompletedTask;

    public TaskCompletionSource GateReached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ArtifactRef Kept { get; } = new(new string('e', 64), "assay.dsse/1", 1);

    [Activity]
    public Task<ApprovalTerms> OpenApprovalsAsync(OpenApprovals request) => throw new NotSupportedException();

    [Activity]
    public async Task<StatementCheck> CheckApprovalAsync(CheckApproval request)
    {
        calls.Enqueue("approval " + request.Role);
        await SignatureGate;
        return Judge(request.Envelope, request.Role);
    }

    [Activity]
    public async Task<StatementCheck> CheckWaiverAsync(CheckWaiver request)
    {
        calls.Enqueue("waiver " + request.Flag);
        await SignatureGate;
        return Judge(request.Envelope, request.Owner);
    }

    [Activity]
    public async Task<ActiveRelease> DeployAsync(DeployRelease request)
    {
        GateReached.TrySetResult();
        await Gate;
        calls.Enqueue($"deploy by {request.Who}, approved by {string.Join('+', request.Manifest.Approvals.Roles!)}, waived {string.Join('+', request.Manifest.Approvals.WaivedFlags)}, major {request.Major}");
        Active = 2;
        return Release(2);
    }

    [Activity]
    public Task<ArtifactRef> RecordEndAsync(RecordEnd request)
    {
        calls.Enqueue("end " + request.End.Outcome);
        Ends.Enqueue(request.End);
        return Task.FromResult(Kept);
    }

    [Activity]
    public Task<ApprovalResult> ApproveUnderDevelopmentTrustAsync(ApproveBundle request)
    {
        calls.Enqueue("approve at once");
        return Task.FromResult(new ApprovalResult("development", [Kept, Kept], [Kept], [ReleaseSample.Flag]));
    }

    [Activity]
    public Task<SignedRelease> SignManifestAsync(SignManifest request)
    {
        calls.Enqueue("sign");
        return Task.FromResult(new SignedRelease(1, "development", Kept));
    }

    [Activity]
    public Task<ActiveRelease> ActivateAsync(ActivateRelease request)
    {
        calls.Enqueue("activate");
        return Task.FromResult(Release(1));
    }

    [Activity]
    public Task<ActiveRelease?> LoadActiveAsync(LoadActiveRelease request) => throw new NotSupportedException();

    [Activity]
    public Task<RollbackTarget> FindRollbackTargetAsync(FindRollbackTarget request)
    {
        calls.Enqueue("find target");
        return Refusal is null
            ? Task.FromResult(new RollbackTarget(Active, request.Target ?? Active - 1, new string('c', 64), "ridge", "hrp"))
            : throw new ApplicationFailureException(Refusal, "ReleaseException", nonRetryable: true);
    }

    [Activity]
    public async Task<RolledBack> RollBackAsync(RollBack request)
    {
        GateReached.TrySetResult();
        await Gate;
        calls.Enqueue($"back to {request.Target.Version} by {request.Who}: {request.Reason}");
        Active++;
        return new RolledBack(Active, "development", Kept, 0.1, 0.01);
    }

    [Activity]
    public Task<ReleaseCheck> CheckReleaseAsync(CheckRelease request)
    {
        var number = Interlocked.Increment(ref checks);
        calls.Enqueue("check");
        return Task.FromResult(new ReleaseCheck(
            Active, Sessions(number), [Finding(number) ?? new CheckFinding("integrity", CheckVerdicts.Passed, "All digests hold.")]));
    }

    private static ActiveRelease Release(int version) => new(version, "development", Kept, "sample", "xgboost", "hrp", Kept, 0.05);

    private static StatementCheck Judge(string envelope, string role) => envelope.Split(':') is [var signer, var key] && signer == role && key != "forged"
        ? new StatementCheck([$"{role}-{key}"], Kept, null)
        : new StatementCheck([], null, $"No key of {role} in the development trust policy signed this.");
}
