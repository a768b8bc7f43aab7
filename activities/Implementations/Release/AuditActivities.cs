using Assay.Activities.Contracts.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Json;
using Assay.Release.Audit;
using Assay.Selection;
using Temporalio.Activities;

namespace Assay.Activities.Release;

/// <inheritdoc cref="IAuditActivities"/>
public sealed class AuditActivities(StageRunner runner) : IAuditActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<AuditResult> BuildAuditBundleAsync(BuildAuditBundle request)
    {
        var options = runner.Settings(request.Stage).Release;
        return runner.PureAsync(new PureWork<AuditResult>
        {
            Stage = request.Stage,
            Activity = nameof(BuildAuditBundle),
            Subject = string.Empty,
            Module = typeof(ChampionSelector),
            Parameters = new { options.Flags, request = request with { Stage = AuditComposer.Anonymous(request.Stage) } },
            Inputs = AuditComposer.Inputs(request),
            Compute = _ =>
            {
                var bundle = AuditBundle.Of(new AuditComposer(runner.Store).Compose(request), options.Flags);
                return new AuditResult(
                    runner.Store.Put(CanonicalJson.Serialize(bundle.Metrics), AuditMetrics.SchemaId),
                    runner.Store.Put(System.Text.Encoding.UTF8.GetBytes(bundle.Summary), "assay.audit.summary/1"),
                    [.. bundle.Metrics.Flags.Select(flag => new Contracts.Release.AuditFlag(flag.Id, flag.Owner, flag.Detail))],
                    bundle.Metrics.DeploymentReady);
            },
            Files = result => [new NamedArtifact("audit/metrics.json", result.Metrics), new NamedArtifact("audit/summary.md", result.Summary)],
        });
    }
}
