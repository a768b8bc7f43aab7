using Assay.Domain;
using Assay.Release.Audit;
using Assay.Release.Manifest;

namespace Assay.Tests.Unit.Release;

/// <summary>A champion with nothing wrong.</summary>
internal static class ReleaseSamples
{
    public static AuditFacts Facts()
    {
        var champion = new PerformanceFacts(1.8, 2.4, 2.0, 0.2, -0.1, 0.11, 0.3, 0.55, 0.52, 0.97);
        return new AuditFacts
        {
            Market = "sample",
            Synthetic = false,
            DryRun = false,
            Data = new DataFacts("2013-02-08", "2018-02-07", 505, 1_259, "pass", 12, false, false, true),
            Candidate = "xgboost",
            Optimizer = "hrp",
            SpecSha256 = new string('a', 64),
            Gates = [new GateValue("sharpe", 1.8, 1.0, true)],
            Champion = champion,
            Baseline = champion with { Sharpe = 1.1 },
            TrialCount = 20,
            DeflatedSharpe = 0.95,
            OverfittingProbability = 0.1,
            ParityMaxAbsoluteDifference = 4e-7,
            PreviousRollback = false,
            SkippedChecks = [],
            Artifacts = new Dictionary<string, ArtifactRef>(StringComparer.Ordinal),
        };
    }
}
