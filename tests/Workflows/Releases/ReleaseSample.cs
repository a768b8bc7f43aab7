using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Selection;
using Assay.Domain;
using Assay.Workflows.Data;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;

namespace Assay.Tests.Workflows.Releases;

/// <summary>The input of a release: one champion, one open flag.</summary>
internal static class ReleaseSample
{
    public const string Flag = "pbo_high";

    public static readonly string Audit = new('a', 64);

    public static MonitoringPlan Watch { get; } = new(TimeSpan.FromHours(48), 2, TimeSpan.FromHours(2), RollBackOnBreach: true);

    public static ReleaseInput Waiting(bool major = false, int threshold = 1) => Input(new ReleaseWait(
        new ApprovalTerms(
            "development",
            [.. Roles(major).Select(role => new RoleTerm(role, role == "risk_manager" ? threshold : 1))],
            [new RoleTerm("risk_manager", threshold)]),
        new ReleasePlan(TimeSpan.FromDays(14), TimeSpan.FromDays(1), major, Watch)));

    public static ReleaseInput Input(ReleaseWait? wait)
    {
        var any = new ArtifactRef(new string('f', 64), "assay.test/1", 1);
        var pair = new PairBacktest("xgboost", "hrp", new string('b', 64), any, any, any, 1.5);
        var metrics = new ArtifactRef(Audit, "assay.audit.metrics/1", 10);
        return new ReleaseInput(
            new Stage("run-1", any, Synthetic: true, DryRun: false),
            new DataSnapshot("sample", new QualityResult(any, any, any, "pass", 1, 1, "2018-01-02", "2018-02-07", 0), null, any),
            new SelectionResult(
                new FeatureSet(any, any, any),
                new TrainingPlan(any, 1, "2018-01-02", "2018-02-07", ["xgboost"], [], ["hrp"]),
                [new CandidateResult("xgboost", new string('b', 64), any, any, [any], 0.05)],
                [],
                pair,
                new ReleaseHistory(null, []),
                new SelectionOutcome("champion", any, any, pair, []),
                new FittedModel(any, any, any, 0)),
            new AuditResult(metrics, any, [new AuditFlag(Flag, "risk_manager", "PBO is 0.3.")], DeploymentReady: false),
            new DateTimeOffset(2018, 2, 7, 22, 0, 0, TimeSpan.Zero),
            wait);
    }

    /// <summary>An envelope that the activities of these tests take as signed with this key.</summary>
    public static ApproveRelease Approval(string role, string key = "own", string? audit = null) => new(role, audit ?? Audit, $"{role}:{key}");

    /// <inheritdoc cref="Approval"/>
    public static WaiveFlag Waiver(string flag = Flag, string key = "own", string? audit = null) => new(flag, audit ?? Audit, $"risk_manager:{key}");

    private static string[] Roles(bool major) => major ? ["engineering_lead", "risk_manager", "business_owner"] : ["engineering_lead", "risk_manager"];
}
