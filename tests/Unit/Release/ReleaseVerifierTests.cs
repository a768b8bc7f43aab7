using Assay.Artifacts;
using Assay.Release;
using Assay.Release.Manifest;
using Assay.Release.Trust;
using Assay.Release.Verification;

namespace Assay.Tests.Unit.Release;

public sealed class ReleaseVerifierTests
{
    [Fact]
    public void Verify_WholeRelease_GivesTheManifest()
    {
        using var sample = new SignedReleaseSample();

        Verify(sample, sample.Envelope()).Version.ShouldBe(1);
    }

    [Fact]
    public void Verify_OtherSigner_IsRefused()
    {
        using var sample = new SignedReleaseSample();

        Refused(sample, sample.Envelope(TrustRoles.RiskManager), "0 valid signature");
    }

    [Fact]
    public void Verify_AnyChangedByteOfThePayload_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        var envelope = sample.Envelope();
        var start = envelope.AsSpan().IndexOf("\"payload\":\""u8) + 11;
        for (var i = start; i < start + 400; i += 7)
        {
            var changed = (byte[])envelope.Clone();
            changed[i] = changed[i] == (byte)'A' ? (byte)'B' : (byte)'A';
            Should.Throw<ReleaseException>(() => Verify(sample, changed));
        }
    }

    [Fact]
    public void Verify_Expired_IsRefused()
    {
        using var sample = new SignedReleaseSample();

        Should.Throw<ReleaseException>(() => new ReleaseVerifier(sample.Policy, sample.Read).Verify(sample.Envelope(), new DateTimeOffset(2019, 2, 7, 22, 0, 0, TimeSpan.Zero)))
            .Message.ShouldContain("expired");
    }

    [Fact]
    public void Verify_DevelopmentReleaseUnderProductionTrust_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        var envelope = sample.Envelope();
        sample.Policy = sample.Policy with { Channel = TrustChannels.Production };

        Refused(sample, envelope, "channel");
    }

    [Fact]
    public void Verify_SyntheticUnderProductionTrust_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        sample.Policy = sample.Policy with { Channel = TrustChannels.Production };
        sample.Manifest = sample.Manifest with { Channel = TrustChannels.Production, Synthetic = true };

        Refused(sample, sample.Envelope(), "synthetic");
    }

    [Fact]
    public void Verify_DamagedSubject_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        var envelope = sample.Envelope();
        sample.Damage(sample.Manifest.OnnxSha256);

        Should.Throw<ArtifactException>(() => Verify(sample, envelope));
    }

    [Fact]
    public void Verify_ModelThatIsNoSubject_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        sample.Manifest = sample.Manifest with { OnnxSha256 = new string('e', 64) };

        Refused(sample, sample.Envelope(), "not among its subjects");
    }

    [Fact]
    public void Verify_MissingApproval_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        sample.Manifest = sample.Manifest with { Approvals = [.. sample.Manifest.Approvals.Skip(1)] };

        Refused(sample, sample.Envelope(), "approval(s) of engineering_lead");
    }

    [Fact]
    public void Verify_OneRoleSigningForTheOther_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        var forged = sample.Approve(TrustRoles.RiskManager, TrustRoles.EngineeringLead, sample.Manifest.AuditSha256);
        sample.Manifest = sample.Manifest with { Approvals = [sample.Manifest.Approvals[0], forged] };

        Refused(sample, sample.Envelope(), "approval(s) of risk_manager");
    }

    [Fact]
    public void Verify_ApprovalOfAnotherBundle_IsRefused()
    {
        using var sample = new SignedReleaseSample();
        var other = sample.Approve(TrustRoles.RiskManager, TrustRoles.RiskManager, new string('f', 64));
        sample.Manifest = sample.Manifest with { Approvals = [sample.Manifest.Approvals[0], other] };

        Refused(sample, sample.Envelope(), "another audit bundle");
    }

    [Fact]
    public void Verify_OpenFlagWithoutWaiver_IsRefused()
    {
        using var sample = new SignedReleaseSample("PBO needs 16 blocks.");

        Refused(sample, sample.Envelope(), "skipped_check_1");
    }

    [Fact]
    public void Verify_OpenFlagWaivedByItsOwner_Passes()
    {
        using var sample = new SignedReleaseSample("PBO needs 16 blocks.");
        sample.Manifest = sample.Manifest with { Waivers = [sample.Waive("skipped_check_1", TrustRoles.EngineeringLead, TrustRoles.EngineeringLead)] };

        Verify(sample, sample.Envelope()).Waivers.Count.ShouldBe(1);
    }

    [Fact]
    public void Verify_OpenFlagWaivedByAnother_IsRefused()
    {
        using var sample = new SignedReleaseSample("PBO needs 16 blocks.");
        sample.Manifest = sample.Manifest with { Waivers = [sample.Waive("skipped_check_1", TrustRoles.EngineeringLead, TrustRoles.RiskManager)] };

        Refused(sample, sample.Envelope(), "skipped_check_1");
    }

    [Fact]
    public void Verify_NotAnEnvelope_IsOneSentence()
    {
        using var sample = new SignedReleaseSample();

        Refused(sample, "{]"u8.ToArray(), "not a DSSE envelope");
    }

    private static ReleaseManifest Verify(SignedReleaseSample sample, byte[] envelope) =>
        new ReleaseVerifier(sample.Policy, sample.Read).Verify(envelope, SignedReleaseSample.AsOf);

    private static void Refused(SignedReleaseSample sample, byte[] envelope, string expected) =>
        Should.Throw<ReleaseException>(() => Verify(sample, envelope)).Message.ShouldContain(expected);
}
