using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.PointInTime;

/// <summary>The process ends at any change to the file system: what the pointer then names can be read whole, and doing it again ends as it would have.</summary>
public sealed class SnapshotCrashTests
{
    private static readonly TradingDate First = new(2016, 12, 28);

    [Fact]
    public void Append_EndedBeforeAnyEffect_LeavesTheOldSnapshotOrTheNewOne()
    {
        var effects = 0;
        ArtifactRef undisturbed = null!;
        using (var folder = new TemporaryFolder())
        {
            var counter = new Ending(int.MaxValue);
            var first = Append(folder.Path, null, null, 4);
            undisturbed = Append(folder.Path, counter, first, 8);
            effects = counter.Count;
        }

        effects.ShouldBeGreaterThan(10);
        for (var at = 0; at < effects; at++)
        {
            using var folder = new TemporaryFolder();
            var first = Append(folder.Path, null, null, 4);

            Should.Throw<ProcessEndedException>(() => Append(folder.Path, new Ending(at), first, 8));

            var present = SnapshotCatalog.Find(folder.Path, "m").ShouldNotBeNull().Snapshot;
            present.ShouldBeOneOf(first, undisturbed);
            using (var store = new FolderArtifactStore(folder.Path))
            {
                SnapshotReader.Open(store, present).RawBars(DateTimeOffset.MaxValue).RowCount.ShouldBe(present == first ? 4 : 8);
            }

            Append(folder.Path, null, first, 8).ShouldBe(undisturbed);
            SnapshotCatalog.Find(folder.Path, "m").ShouldNotBeNull().Snapshot.ShouldBe(undisturbed);
        }
    }

    /// <summary>Days of one bar each, up to a number, across the end of a year, so that the last appends merge.</summary>
    private static ArtifactRef Append(string home, Ending? ending, ArtifactRef? parent, int until)
    {
        var durable = new DurableFiles(ending);
        using var store = new FolderArtifactStore(home, durable);
        using var files = new HomeFiles(home, durable);
        var builder = parent is null ? new SnapshotBuilder(store, "m", synthetic: false) : new SnapshotBuilder(store, parent);
        for (var day = until - 4; day < until; day++)
        {
            var bars = new ObservedTableBuilder(ObservedDataset.Bars);
            bars.Add(First.AddDays(day), new DateTimeOffset(First.AddDays(day).ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero), "test", ["A"], [1, 2, 1, day, 10]);
            builder.Append(bars.Build());
        }

        var snapshot = builder.Build();
        var reference = snapshot.Keep(store);
        new SnapshotCatalog(home, files).TryMove(parent, reference, snapshot).ShouldBeTrue();
        return reference;
    }

    private sealed class Ending(int at) : IEffectObserver
    {
        public int Count { get; private set; }

        public void Before(string effect, string path)
        {
            // Files in the making that nobody sees are swept while the process ends; a dead one sweeps nothing, which costs no reader anything.
            if (effect != "delete" && Count++ == at)
            {
                throw new ProcessEndedException();
            }
        }

        public void After(string effect, string path)
        {
        }
    }

    private sealed class ProcessEndedException : Exception;
}
