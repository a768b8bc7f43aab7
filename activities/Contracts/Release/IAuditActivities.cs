using Temporalio.Activities;

namespace Assay.Activities.Contracts.Release;

/// <summary>What those who approve a release must see.</summary>
public interface IAuditActivities
{
    /// <summary>Pure: metrics, summary and every flag of the audit.</summary>
    [Activity]
    Task<AuditResult> BuildAuditBundleAsync(BuildAuditBundle request);
}
