using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Manifest;
using Assay.Release.Rollback;
using Assay.Release.Signing;
using Assay.Release.Trust;
using Assay.Release.Verification;

namespace Assay.Tests.Unit.Release;

public sealed class RollbackPlannerTests : IDisposable
{
    private readonly LedgerBench bench = new();

    private ReleaseLedger Ledger => bench.Ledger;

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Plan_NothingActive_IsRefused() => Refused(null, "nothing to roll back");

    [Fact]
    public void Plan_OnlyOneRelease_IsRefusedAndStays()
    {
        Deploy(1, "a");

        Refused(null, "no verified release before release 1");
        Ledger.Active()!.Version.ShouldBe(1);
    }

    [Fact]
    public void Plan_NoTarget_IsTheReleaseBefore()
    {
        Deploy(1, "a");
        Deploy(2, "b");

        var plan = Plan(null);

        plan.Active.Version.ShouldBe(2);
        plan.Target.Version.ShouldBe(1);
        plan.Statement.Predicate.Candidate.ShouldBe("candidate-a");
    }

    [Fact]
    public void Plan_ReleaseBeforeDoesNotVerify_IsTheOneBeforeThat()
    {
        Deploy(1, "a");
        Deploy(2, "b", signer: TrustRoles.RiskManager);
        Deploy(3, "c");

        Plan(null).Target.Version.ShouldBe(1);
    }

    [Fact]
    public void Plan_NothingBeforeVerifies_SaysWhyOfEach()
    {
        Deploy(1, "a", signer: TrustRoles.RiskManager);
        Deploy(2, "b");

        Refused(null, "release 1: The release manifest carries 0 valid signature(s)");
    }

    [Fact]
    public void Plan_AfterARollback_DoesNotGoBackToWhatWasRolledBack()
    {
        Deploy(1, "a");
        Deploy(2, "b");
        RollBack(3);
        Deploy(4, "c");

        Plan(null).Target.Version.ShouldBe(3);
        RollBack(5);
        Refused(null, "no verified release before release 5");
    }

    [Theory]
    [InlineData(7, "There is no release 7")]
    [InlineData(0, "There is no release 0")]
    [InlineData(-1, "There is no release -1")]
    [InlineData(2, "Release 2 is active already")]
    public void Plan_ImpossibleTarget_IsRefused(int target, string expected)
    {
        Deploy(1, "a");
        Deploy(2, "b");

        Refused(target, expected);
    }

    [Fact]
    public void Plan_TargetRunsAlreadyAsARollback_IsRefused()
    {
        Deploy(1, "a");
        Deploy(2, "b");
        RollBack(3);

        Refused(1, "Release 1 is what runs already, as release 3");
    }

    [Fact]
    public void Plan_TargetOfAnotherMarket_IsRefused()
    {
        Deploy(1, "a", market: "other");
        Deploy(2, "b");

        Refused(1, "a rollback stays on one market");
        Refused(null, "no verified release before");
    }

    [Fact]
    public void Plan_ManifestAtAnothersPlace_IsRefused()
    {
        Deploy(1, "a");
        Deploy(2, "b");
        Deploy(3, "c");
        var versions = Path.Combine(Ledger.Folder, "versions");
        File.Copy(Path.Combine(versions, "000001", "manifest.dsse.json"), Path.Combine(versions, "000002", "manifest.dsse.json"), overwrite: true);

        Refused(2, "is that of release 1");
    }

    [Fact]
    public void Compose_Rollback_CarriesTheTargetsContentUnderAHigherVersion()
    {
        Deploy(1, "a");
        Deploy(2, "b");
        var plan = Plan(null);

        var statement = plan.Compose(3, "ann", "it lost", "2018-02-08T00:00:00Z", "run/9", 1, new string('d', 64));

        var manifest = statement.Predicate;
        manifest.Version.ShouldBe(3);
        manifest.Decision.ShouldBe("rollback");
        manifest.Reason.ShouldBe("it lost");
        manifest.DecidedBy.ShouldBe("ann");
        manifest.Previous.ShouldBe(plan.Active);
        manifest.Restores.ShouldBe(plan.Target);
        manifest.ExpiresAt.ShouldBe(plan.Statement.Predicate.ExpiresAt);
        manifest.OnnxSha256.ShouldBe(plan.Statement.Predicate.OnnxSha256);
        manifest.Approvals.ShouldBe(plan.Statement.Predicate.Approvals);
        statement.Subject.ShouldBe(plan.Statement.Subject);
    }

    [Fact]
    public void RolledBackSpecs_AfterARollback_NameWhatWentOutOfService()
    {
        Deploy(1, "a");
        Deploy(2, "b");
        RollBack(3);

        Ledger.RolledBackSpecs("sample", 3).ShouldBe([Spec("b")]);
        Ledger.WasActive(2).ShouldBeTrue();
    }

    private static string Spec(string letter) => new(letter[0], 64);

    private void Deploy(int version, string letter, string signer = TrustRoles.Release, string market = "sample")
    {
        var onnx = bench.Sample.Put([.. "model "u8, (byte)letter[0]]);
        bench.Sample.Manifest = bench.Sample.Manifest with
        {
            Version = version,
            Market = market,
            Decision = ReleaseDecisions.Release,
            Candidate = "candidate-" + letter,
            SpecSha256 = Spec(letter),
            OnnxSha256 = onnx,
            Previous = Pointer(),
            Restores = null,
        };
        Activate(version, bench.Sample.Envelope(signer), bench.Sample.Manifest.Previous);
    }

    private void RollBack(int version)
    {
        var statement = Plan(null).Compose(version, "ann", "it lost", "2018-02-08T00:00:00Z", "run/" + version, 1, new string('d', 64));
        var envelope = CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, CanonicalJson.Serialize(statement), bench.Sample.Key(TrustRoles.Release)));
        Verifier().Verify(envelope, SignedReleaseSample.AsOf).Decision.ShouldBe("rollback");
        Activate(version, envelope, statement.Predicate.Previous);
    }

    private void Activate(int version, byte[] envelope, PreviousRelease? previous)
    {
        Ledger.Write(version, envelope, new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["manifest.0123.sigstore.json"] = CanonicalJson.Serialize(SigstoreBundle.Of(JsonSerializer.Deserialize<DsseEnvelope>(envelope)!)),
        });
        Ledger.Activate(version, envelope, previous);
    }

    private PreviousRelease? Pointer() => Ledger.Active() is { } active ? new PreviousRelease(active.Version, active.ManifestSha256) : null;

    private ReleaseVerifier Verifier() => new(bench.Sample.Policy, bench.Sample.Read);

    private RollbackPlan Plan(int? target) => new RollbackPlanner(Ledger, Verifier(), SignedReleaseSample.AsOf).Plan(target);

    private void Refused(int? target, string expected) =>
        Should.Throw<AssayException>(() => Plan(target)).Message.ShouldContain(expected);
}
