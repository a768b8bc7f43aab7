using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Hosting;

/// <summary>A snapshot of a home, opened to be read alone: the home need not be writable, and nobody needs to hold it.</summary>
internal sealed class OpenedSnapshot : IDisposable
{
    private readonly ArtifactStore store;

    private OpenedSnapshot(ArtifactStore store, Snapshot snapshot)
    {
        this.store = store;
        Snapshot = snapshot;
        Reader = new SnapshotReader(store, snapshot);
    }

    public Snapshot Snapshot { get; }

    public SnapshotReader Reader { get; }

    /// <param name="home">Absolute path of the home.</param>
    /// <param name="name">Null for the only one of the home.</param>
    /// <param name="sequence">Null for the present one.</param>
    /// <exception cref="MissingInputException">There is no such snapshot.</exception>
    public static OpenedSnapshot Open(string home, string? name, int? sequence)
    {
        var pointer = SnapshotFinder.Pointer(home, name);
        var store = ArtifactStores.Open(HomeFolder.ToRead(home), DeploymentFile.Read(home, Checkout.Folder), new DurableFiles(), TimeProvider.System, warn: null);
        try
        {
            return new OpenedSnapshot(store, SnapshotFinder.Find(pointer, store, sequence).Snapshot);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The calendar that it rests on; null where it has none.</summary>
    /// <exception cref="MarketDataException">This version computes it otherwise.</exception>
    public ExchangeCalendar? Calendar() => Snapshot.Calendar?.Open(store);

    public void Dispose() => store.Dispose();
}
