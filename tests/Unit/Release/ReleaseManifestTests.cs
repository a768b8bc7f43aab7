using Assay.Release.Manifest;

namespace Assay.Tests.Unit.Release;

public sealed class ReleaseManifestTests
{
    [Fact]
    public void Statement_RollbackThatPeopleDecided_IsTheDocumentThatWasReviewed()
    {
        using var sample = new SignedReleaseSample();
        var manifest = sample.Manifest with
        {
            Version = 3,
            Decision = "rollback",
            Previous = new PreviousRelease(2, new string('1', 64)),
            Restores = new PreviousRelease(1, new string('2', 64)),
            DecidedBy = "ann",
            Major = true,
            Gates = [new GateValue("sharpe", 1.8, 1.0, true), new GateValue("calmar", null, 0.5, false)],
            AuditSha256 = new string('3', 64),
            Flags = ["price_returns_only"],
            WaivedFlags = ["price_returns_only"],
            Approvals = [new SignedStatement("risk_manager", "audit", new string('4', 64))],
            Waivers = [new SignedStatement("risk_manager", "price_returns_only", new string('5', 64))],
        };

        Documents.Match(new Statement<ReleaseManifest>([new StatementSubject("model.onnx", new SubjectDigest(sample.Manifest.OnnxSha256))], StatementTypes.Release, manifest));
    }
}
