namespace Assay.Release.Audit;

/// <summary>Content of metrics.json, whose digest the approvals sign.</summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Facts">What was found.</param>
/// <param name="Flags">What is open.</param>
/// <param name="DeploymentReady">True when no flag is open and no check was skipped.</param>
public sealed record AuditMetrics(string Schema, AuditFacts Facts, IReadOnlyList<AuditFlag> Flags, bool DeploymentReady)
{
    public const string SchemaId = "assay.audit.metrics/1";
}
