using Assay.Artifacts;
using Assay.MarketData.PointInTime;
using Assay.Tests.Chaos.Host;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>
/// kill -9 while files are imported: the name means the old snapshot or the new one, whole, and the same command again ends at the bytes of an
/// import that nobody disturbed.
/// </summary>
public sealed class ImportKillTests : IDisposable
{
    private static readonly string Root = SharedData.FindCheckout()!;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("commit", "after", 0.3)]
    [InlineData("rename", "before", 0.5)]
    [InlineData("fsync-folder", "after", 0.8)]
    [InlineData("commit", "before", 0.95)]
    public async Task Import_Killed_IsOldOrNewAndEndsAsIfUndisturbed(string kind, string moment, double fraction)
    {
        string[] command = ["data", "import", Bars(), "--snapshot", "m"];
        var undisturbed = await Life.CommandAsync(Root, folder.File("reference"), null, command);
        undisturbed.ExitCode.ShouldBe(0, undisturbed.Output);
        var count = undisturbed.Journal.Count(entry => entry.Is("before", kind));
        var home = new ChaosHome(folder.File("home"));

        var killed = await Life.CommandAsync(Root, home.Path, new KillPoint(kind, moment, 1 + (int)(fraction * (count - 1))), command);

        killed.WasKilled.ShouldBeTrue(killed.Output);
        home.ShouldHoldWholeObjectsOnly();
        if (SnapshotCatalog.Find(home.Path, "m") is { } pointer)
        {
            using var store = new FolderArtifactStore(home.Path);
            SnapshotReader.Open(store, pointer.Snapshot).RawBars(DateTimeOffset.MaxValue).RowCount.ShouldBe(60);
        }

        var again = await Life.CommandAsync(Root, home.Path, null, command);

        again.ExitCode.ShouldBe(0, again.Output);
        Pointer(home.Path).ShouldBe(Pointer(folder.File("reference")));
        home.ShouldHoldWholeObjectsOnly();
    }

    [Theory]
    [InlineData("before", false)]
    [InlineData("after", true)]
    public async Task Import_KilledAtThePointer_IsNothingBeforeAndWholeAfter(string moment, bool isThere)
    {
        string[] command = ["data", "import", Bars(), "--snapshot", "m"];
        var home = folder.File("home");

        var killed = await Life.CommandAsync(Root, home, new KillPoint("rename", moment, 1, "current.json"), command);

        killed.WasKilled.ShouldBeTrue(killed.Output);
        (SnapshotCatalog.Find(home, "m") is not null).ShouldBe(isThere);
    }

    private static string Pointer(string home) => File.ReadAllText(Path.Combine(home, "data", "snapshots", "m", "current.json"));

    /// <summary>Two symbols on 30 sessions.</summary>
    private string Bars()
    {
        var path = folder.File("bars.csv");
        var first = new DateOnly(2017, 3, 1);
        var sessions = Enumerable.Range(0, 60).Select(first.AddDays).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Where(day => day != new DateOnly(2017, 4, 14)).Take(30);
        File.WriteAllLines(
            path,
            [
                "date,open,high,low,close,volume,symbol",
                .. sessions.SelectMany((day, number) => (string[])["A", "B"], (day, symbol) =>
                    FormattableString.Invariant($"{day:yyyy-MM-dd},{40 + (day.Day * 0.1):f2},{42 + (day.Day * 0.1):f2},{39 + (day.Day * 0.1):f2},{41 + (day.Day * 0.1):f2},{1_000_000 + day.Day},{symbol}")),
            ]);
        return path;
    }
}
