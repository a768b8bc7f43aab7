namespace Assay.Tests.Chaos;

/// <summary>
/// kill -9 while people approve, deploy and go back: a release is old or new, an approval is there or not, and the same command again ends as
/// it would have. What was given before is never lost.
/// </summary>
public sealed class ReleaseKillTests(ReleaseHomes homes) : IClassFixture<ReleaseHomes>
{
    public static TheoryData<string, string, double> Points => new()
    {
        { "commit", "after", 0 },
        { "commit", "before", 0.4 },
        { "commit", "after", 0.75 },
        { "rename", "before", 0.3 },
        { "rename", "after", 0.8 },
        { "fsync-folder", "before", 0.5 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Approve_Killed_IsGivenOnceAndNothingIsLost(string kind, string moment, double fraction)
    {
        var home = homes.CopyOf(homes.BeforeApproval);
        await homes.KilledAsync(home, ReleaseHomes.Approve, kind, moment, fraction);
        home.ActiveVersion().ShouldBe(1);

        (await homes.StatusAsync(home.Path)).Approvals.ShouldContain("engineering_lead");
        var again = await homes.AgainAsync(home, ReleaseHomes.Approve);

        (again.ExitCode == 0 || again.Output.Contains("risk_manager has approved already.", StringComparison.Ordinal)).ShouldBeTrue(again.Output);
        (await homes.StatusAsync(home.Path)).Approvals.ShouldBe(["engineering_lead", "risk_manager"]);
        home.ShouldHoldNoTemporaryFiles();
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Deploy_Killed_IsOldOrNewAndEndsDeployed(string kind, string moment, double fraction)
    {
        var home = homes.CopyOf(homes.BeforeDecision);
        await homes.KilledAsync(home, ReleaseHomes.Deploy, kind, moment, fraction);
        home.ActiveVersion().ShouldBeOneOf([1, 2]);

        var again = await homes.AgainAsync(home, ReleaseHomes.Deploy);

        (again.ExitCode == 0 || again.Output.Contains("No release waits", StringComparison.Ordinal)).ShouldBeTrue(again.Output);
        home.ActiveVersion().ShouldBe(2);
        home.ReleasedVersions().ShouldBe(2);
        home.VerifyActive().DecidedBy.ShouldNotBeNull();
        (await homes.StatusAsync(home.Path)).Watching.ShouldBe(["monitor-2"]);
        home.ShouldHoldNoTemporaryFiles();
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Rollback_Killed_IsOldOrNewAndEndsRolledBack(string kind, string moment, double fraction)
    {
        var home = homes.CopyOf(homes.Deployed);
        await homes.KilledAsync(home, ReleaseHomes.Rollback, kind, moment, fraction);
        home.ActiveVersion().ShouldBeOneOf([2, 3]);

        var again = await homes.AgainAsync(home, ReleaseHomes.Rollback);

        (again.ExitCode == 0 || again.Output.Contains("is what runs already, as release 3", StringComparison.Ordinal)).ShouldBeTrue(again.Output);
        home.ActiveVersion().ShouldBe(3);
        home.ReleasedVersions().ShouldBe(3);
        var manifest = home.VerifyActive();
        (manifest.Decision, manifest.Restores!.Version, manifest.Previous!.Version, manifest.Reason).ShouldBe(("rollback", 1, 2, "it lost"));
        home.ShouldHoldNoTemporaryFiles();
    }

    [Fact]
    public async Task Rollback_VersionTakenButNoManifest_GoesOnUnderTheSameNumber()
    {
        var home = homes.CopyOf(homes.Deployed);
        var life = await Life.CommandAsync(homes.Root, home.Path, new Host.KillPoint("rename", "after", 1, ".sigstore.json"), ReleaseHomes.Rollback);
        life.WasKilled.ShouldBeTrue(life.Output);
        home.ActiveVersion().ShouldBe(2);

        (await homes.AgainAsync(home, ReleaseHomes.Rollback)).ExitCode.ShouldBe(0);

        home.ActiveVersion().ShouldBe(3);
        home.ReleasedVersions().ShouldBe(3);
    }

    [Theory]
    [InlineData("before", 2)]
    [InlineData("after", 3)]
    public async Task Rollback_KilledAtThePointer_IsOldBeforeAndNewAfter(string moment, int active)
    {
        var home = homes.CopyOf(homes.Deployed);
        var life = await Life.CommandAsync(homes.Root, home.Path, new Host.KillPoint("rename", moment, 1, "active.json"), ReleaseHomes.Rollback);
        life.WasKilled.ShouldBeTrue(life.Output);

        home.ActiveVersion().ShouldBe(active);
        home.VerifyActive();
    }
}
