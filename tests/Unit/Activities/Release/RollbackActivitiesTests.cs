using Assay.Activities.Contracts.Release;
using Assay.Activities.Release;
using Assay.Release.Manifest;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Activities.Release;

public sealed class RollbackActivitiesTests : IDisposable
{
    private static readonly DateTimeOffset Later = DevelopmentReleases.AsOf.AddDays(1);
    private readonly ActivityHome home = new(ActivityHome.RepositorySettings());
    private readonly DevelopmentReleases releases;
    private readonly RollbackActivities activities;

    public RollbackActivitiesTests()
    {
        releases = new DevelopmentReleases(home);
        releases.Deploy(1, "a");
        releases.Deploy(2, "b");
        activities = new RollbackActivities(home.Runner, home.Path, home.Files, TimeProvider.System);
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task RollBack_SoundTarget_IsActiveAgainUnderAHigherVersionWithinASecond()
    {
        var target = await FindAsync();
        var result = await RollBackAsync(target);

        (target.Active, target.Version, target.Candidate).ShouldBe((2, 1, "candidate-a"));
        result.Version.ShouldBe(3);
        result.SwitchSeconds.ShouldBeLessThan(1);
        releases.Ledger.Active()!.Version.ShouldBe(3);
        var manifest = releases.Ledger.Peek(3)!;
        (manifest.Decision, manifest.Reason, manifest.DecidedBy).ShouldBe((ReleaseDecisions.Rollback, "it lost", "ann"));
        manifest.OnnxSha256.ShouldBe(releases.Model("a").Sha256);
        manifest.Previous!.Version.ShouldBe(2);
        releases.Ledger.RolledBackSpecs("sample", 3).ShouldBe([new string('b', 64)]);
    }

    [Fact]
    public async Task RollBack_EndedBeforeItsRecord_IsDoneAlready()
    {
        var target = await FindAsync();
        var first = await RollBackAsync(target);

        var again = await home.RunAgainAsync(() => activities.RollBackAsync(new RollBack(target, "ann", "it lost", Later)));

        (again.Version, again.Manifest).ShouldBe((first.Version, first.Manifest));
        releases.Ledger.Versions().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task RollBack_EndedBeforeThePointerMoved_GoesOnUnderTheSameVersion()
    {
        var target = await FindAsync();
        var pointer = Path.Combine(releases.Ledger.Folder, "active.json");
        var before = File.ReadAllBytes(pointer);
        var first = await RollBackAsync(target);
        File.WriteAllBytes(pointer, before);

        var again = await home.RunAgainAsync(() => activities.RollBackAsync(new RollBack(target, "ann", "it lost", Later)));

        (again.Version, again.Manifest).ShouldBe((first.Version, first.Manifest));
        releases.Ledger.Active()!.Version.ShouldBe(3);
        releases.Ledger.Versions().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task RollBack_DamagedObjectOfTheTarget_IsRefusedAndTheActiveReleaseStays()
    {
        var target = await FindAsync();
        Damage(releases.Model("a").Sha256);

        await RefusedAsync(() => RollBackAsync(target), "is damaged");
        await RefusedAsync(FindAsync, "No release before release 2 can be gone back to");
        releases.Ledger.Active()!.Version.ShouldBe(2);
        releases.Ledger.Versions().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task RollBack_AnotherReleaseBecameActiveMeanwhile_IsRefused()
    {
        var target = await FindAsync();
        releases.Deploy(3, "c");

        await RefusedAsync(() => RollBackAsync(target), "Release 3 became active meanwhile in place of release 2");
        releases.Ledger.Active()!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Find_AnotherIsActiveThanExpected_IsRefused() => await RefusedAsync(
        () => home.RunAsync(() => activities.FindRollbackTargetAsync(new FindRollbackTarget(null, 1, Later))),
        "Release 2 is active by now, not release 1, so it is not rolled back.");

    [Fact]
    public async Task Find_TargetExpired_IsRefused() => await RefusedAsync(
        () => home.RunAsync(() => activities.FindRollbackTargetAsync(new FindRollbackTarget(1, null, Later.AddYears(2)))), "expired");

    private static async Task RefusedAsync(Func<Task> action, string sentence)
    {
        var failure = await Should.ThrowAsync<ApplicationFailureException>(action);
        failure.NonRetryable.ShouldBeTrue();
        failure.Message.ShouldContain(sentence);
    }

    private Task<RollbackTarget> FindAsync() => home.RunAsync(() => activities.FindRollbackTargetAsync(new FindRollbackTarget(null, 2, Later)));

    private Task<RolledBack> RollBackAsync(RollbackTarget target) =>
        home.RunAsync(() => activities.RollBackAsync(new RollBack(target, "ann", "it lost", Later)));

    private void Damage(string sha256)
    {
        var path = Path.Combine(home.Path, "artifacts", "objects", "sha256", sha256[..2], sha256[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllBytes(path, "model x"u8.ToArray());
    }
}
