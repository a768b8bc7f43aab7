using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.PointInTime;

public sealed class SnapshotCatalogTests : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2017, 3, 1, 21, 15, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;
    private readonly HomeFiles files;
    private readonly SnapshotCatalog catalog;

    public SnapshotCatalogTests()
    {
        store = new FolderArtifactStore(folder.Path);
        files = new HomeFiles(folder.Path);
        catalog = new SnapshotCatalog(folder.Path, files);
    }

    public void Dispose()
    {
        files.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void TryMove_FirstAndNext_PointsToThem()
    {
        var (first, one) = Append(null, 1);
        var (second, two) = Append(first, 2);

        catalog.TryMove(null, first, one).ShouldBeTrue();
        SnapshotCatalog.Find(folder.Path, "sp500").ShouldNotBeNull().Snapshot.ShouldBe(first);
        catalog.TryMove(first, second, two).ShouldBeTrue();

        var pointer = SnapshotCatalog.Find(folder.Path, "sp500").ShouldNotBeNull();
        pointer.Snapshot.ShouldBe(second);
        pointer.Sequence.ShouldBe(2);
        SnapshotCatalog.Names(folder.Path).ShouldBe(["sp500"]);
        SnapshotCatalog.Lineage(store, second).Select(entry => entry.Snapshot.Sequence).ShouldBe([2, 1]);
    }

    [Fact]
    public void TryMove_SomebodyWasFaster_ChangesNothing()
    {
        var (first, one) = Append(null, 1);
        var (mine, my) = Append(first, 2);
        var (theirs, their) = Append(first, 3);
        catalog.TryMove(null, first, one);
        catalog.TryMove(first, theirs, their);

        catalog.TryMove(first, mine, my).ShouldBeFalse();
        catalog.TryMove(null, mine, my).ShouldBeFalse();

        SnapshotCatalog.Find(folder.Path, "sp500").ShouldNotBeNull().Snapshot.ShouldBe(theirs);
    }

    [Fact]
    public void TryMove_Repeated_SucceedsAgain()
    {
        var (first, one) = Append(null, 1);

        catalog.TryMove(null, first, one).ShouldBeTrue();
        catalog.TryMove(null, first, one).ShouldBeTrue();
    }

    [Fact]
    public void TryMove_SomebodyHoldsTheLock_IsFalse()
    {
        var (first, one) = Append(null, 1);
        catalog.TryMove(null, first, one);
        var (second, two) = Append(first, 2);
        using var held = new FileStream(folder.File("data/snapshots/sp500/.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        catalog.TryMove(first, second, two).ShouldBeFalse();
    }

    [Fact]
    public void Find_DamagedPointer_NamesIt()
    {
        Directory.CreateDirectory(folder.File("data/snapshots/sp500"));
        File.WriteAllText(folder.File("data/snapshots/sp500/current.json"), "{");

        Should.Throw<MarketDataException>(() => SnapshotCatalog.Find(folder.Path, "sp500")).Message.ShouldContain("current.json cannot be read");
    }

    [Fact]
    public void Find_NoSnapshot_IsNull() => SnapshotCatalog.Find(folder.Path, "sp500").ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("-a")]
    public void IsValid_NoName_IsFalse(string name) => SnapshotName.IsValid(name).ShouldBeFalse();

    private (ArtifactRef Reference, Snapshot Snapshot) Append(ArtifactRef? parent, double close)
    {
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        bars.Add(new TradingDate(2017, 3, 1), Evening.AddDays(close), "a", ["AAPL"], [1, 2, 1, close, 10]);
        var builder = parent is null ? new SnapshotBuilder(store, "sp500", synthetic: false) : new SnapshotBuilder(store, parent);
        var snapshot = builder.Append(bars.Build()).Build();
        return (snapshot.Keep(store), snapshot);
    }
}
