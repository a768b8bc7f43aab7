using System.Text;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Release;
using Assay.Domain;
using Assay.Release.Approvals;
using Assay.Release.Signing;
using Assay.Release.Trust;

namespace Assay.Tests.Unit.Activities.Release;

public sealed class ApprovalActivitiesTests : IDisposable
{
    private const string Flag = "pbo_high";
    private static readonly DateTimeOffset At = DevelopmentReleases.AsOf;
    private readonly ActivityHome home = new(ActivityHome.RepositorySettings());
    private readonly ApprovalActivities activities;
    private readonly DevelopmentTrust trust;
    private readonly ArtifactRef metrics;

    public ApprovalActivitiesTests()
    {
        activities = new ApprovalActivities(home.Runner, home.Path, home.Files);
        trust = new DevelopmentTrust(home.Path, home.Files);
        metrics = home.Store.Put("metrics"u8.ToArray(), "assay.audit.metrics/1");
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(false, "engineering_lead risk_manager")]
    [InlineData(true, "engineering_lead risk_manager business_owner")]
    public async Task Open_FreshHome_MakesDevelopmentTrustAndNamesTheRoles(bool major, string approvers)
    {
        var terms = await OpenAsync(major);

        terms.Channel.ShouldBe("development");
        string.Join(' ', terms.Approvers.Select(term => term.Role)).ShouldBe(approvers);
        terms.Owners.ShouldBe([new RoleTerm("risk_manager", 1)]);
        trust.Exists.ShouldBeTrue();
    }

    [Fact]
    public async Task CheckApproval_SignedByTheRole_CountsAndIsKept()
    {
        await OpenAsync();
        using var key = trust.Key("risk_manager");

        var check = await CheckAsync("risk_manager", Approval(key, "risk_manager"));

        check.Refusal.ShouldBeNull();
        check.KeyIds.ShouldBe([key.Public.KeyId]);
        home.Store.Contains(check.Envelope!).ShouldBeTrue();
        File.Exists(Path.Combine(home.Path, "artifacts", "runs", "run-1", "release", "approval.risk_manager.dsse.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("another role's key", "No key of risk_manager in the development trust policy signed this")]
    [InlineData("a stranger's key", "No key of risk_manager in the development trust policy signed this")]
    [InlineData("another bundle", "is about another audit bundle")]
    [InlineData("another channel", "was given in the production channel")]
    [InlineData("another role", "is given as engineering_lead")]
    [InlineData("a waiver", "holds no readable statement")]
    [InlineData("changed", "No key of risk_manager in the development trust policy signed this")]
    [InlineData("no JSON", "is not JSON")]
    [InlineData("no envelope", "is not a DSSE envelope")]
    public async Task CheckApproval_WhatDoesNotCount_IsAnsweredWithWhyAndNotKept(string fault, string sentence)
    {
        await OpenAsync();
        using var own = trust.Key("risk_manager");
        using var other = trust.Key("engineering_lead");
        using var stranger = SigningKey.Generate();
        var envelope = fault switch
        {
            "another role's key" => Approval(other, "risk_manager"),
            "a stranger's key" => Approval(stranger, "risk_manager"),
            "another bundle" => Text(StatementSigner.Approve(own, "risk_manager", "development", new string('b', 64), At)),
            "another channel" => Text(StatementSigner.Approve(own, "risk_manager", "production", metrics.Sha256, At)),
            "another role" => Approval(own, "engineering_lead"),
            "a waiver" => Text(StatementSigner.Waive(own, "risk_manager", "development", metrics.Sha256, Flag, "d", "r", At)),
            "changed" => Approval(own, "risk_manager").Replace("\"payload\":\"ey", "\"payload\":\"eX", StringComparison.Ordinal),
            "no JSON" => "{]",
            _ => "{}",
        };

        var check = await CheckAsync("risk_manager", envelope);

        check.Refusal.ShouldNotBeNull().ShouldContain(sentence);
        check.KeyIds.ShouldBeEmpty();
        check.Envelope.ShouldBeNull();
    }

    [Fact]
    public async Task CheckWaiver_ByTheOwnerOnly_Counts()
    {
        await OpenAsync();
        using var owner = trust.Key("risk_manager");
        using var other = trust.Key("engineering_lead");

        (await WaiveAsync(owner, Flag)).Refusal.ShouldBeNull();
        (await WaiveAsync(owner, "other_flag")).Refusal.ShouldNotBeNull().ShouldContain("is about flag other_flag");
        (await WaiveAsync(other, Flag)).Refusal.ShouldNotBeNull().ShouldContain("No key of risk_manager");
    }

    [Fact]
    public async Task RecordEnd_KeepsItInTheRunsFolder()
    {
        var end = new ReleaseEnd("rejected", metrics.Sha256, [new GivenApproval("risk_manager", "k", At)], [], "ann", "later", null, At, At.AddDays(2));

        var record = await home.RunAsync(() => activities.RecordEndAsync(new RecordEnd(home.Stage, end, metrics)));

        home.Store.ReadJson<ReleaseEnd>(record).Reason.ShouldBe("later");
        home.ReadText("artifacts/runs/run-1/release/end.json").ShouldContain("\"schema\":\"assay.release.end/1\"");
    }

    private static string Text(byte[] envelope) => Encoding.UTF8.GetString(envelope);

    private string Approval(SigningKey key, string role) => Text(StatementSigner.Approve(key, role, "development", metrics.Sha256, At));

    private Task<ApprovalTerms> OpenAsync(bool major = false) => home.RunAsync(() => activities.OpenApprovalsAsync(new OpenApprovals(
        home.Stage, new AuditResult(metrics, metrics, [new AuditFlag(Flag, "risk_manager", "PBO is 0.3.")], DeploymentReady: false), major, At)));

    private Task<StatementCheck> CheckAsync(string role, string envelope) =>
        home.RunAsync(() => activities.CheckApprovalAsync(new CheckApproval(home.Stage, role, metrics.Sha256, envelope, At)));

    private Task<StatementCheck> WaiveAsync(SigningKey key, string flag) => home.RunAsync(() => activities.CheckWaiverAsync(new CheckWaiver(
        home.Stage, Flag, "risk_manager", metrics.Sha256, Text(StatementSigner.Waive(key, "risk_manager", "development", metrics.Sha256, flag, "d", "r", At)), At)));
}
