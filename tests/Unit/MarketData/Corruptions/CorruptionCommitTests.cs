using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.Numerics.Randomness;
using Assay.Tests.Support;
using Assay.Tests.Unit.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>Damaged files through the activities of <c>assay data import</c>: whatever becomes of them, no snapshot is left half made.</summary>
public sealed class CorruptionCommitTests : IDisposable
{
    private static readonly CleanFile File = new();
    private static readonly CalendarBook Calendars = new(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] });
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ActivityHome home = new(ActivityHome.RepositorySettings());
    private readonly TemporaryFolder files = new();

    public void Dispose()
    {
        home.Dispose();
        files.Dispose();
    }

    [Fact]
    public async Task Import_DamagedFileIntoANewName_MakesAWholeSnapshotOrNone()
    {
        var ends = new List<string>();
        var number = 0;
        foreach (var (name, damage) in Damages(first: 0, every: 2))
        {
            var snapshot = $"new-{++number}";
            var end = await ImportAsync(snapshot, damage.Bytes, damage.IsCompressed);
            ends.Add(end);
            var pointer = SnapshotCatalog.Find(home.Path, snapshot);
            (pointer is null).ShouldBe(end != CommitOutcomes.Committed, name);
            System.IO.File.Exists(PointerOf(snapshot)).ShouldBe(end == CommitOutcomes.Committed, name);
            if (pointer is not null)
            {
                IsWhole(pointer).ShouldBeTrue(name);
            }
        }

        ends.ShouldContain("import refused");
        ends.ShouldContain(CommitOutcomes.Committed);
    }

    [Fact]
    public async Task Import_DamagedFileIntoASnapshot_LeavesItAsItIsOrAddsToIt()
    {
        var number = 0;
        foreach (var (name, damage) in Damages(first: 1, every: 3))
        {
            var snapshot = $"known-{++number}";
            (await ImportAsync(snapshot, CleanFile.Bytes(File.Lines()), isCompressed: false)).ShouldBe(CommitOutcomes.Committed);
            var before = System.IO.File.ReadAllBytes(PointerOf(snapshot));
            var known = new SnapshotReader(home.Store, Present(snapshot)).RawBars(Now.AddMinutes(-1));

            var end = await ImportAsync(snapshot, damage.Bytes, damage.IsCompressed);

            if (end != CommitOutcomes.Committed)
            {
                System.IO.File.ReadAllBytes(PointerOf(snapshot)).ShouldBe(before, name);
            }

            // What was known before the damaged file came is known for ever; rows that the file alone has count from their own day.
            IsWhole(SnapshotCatalog.Find(home.Path, snapshot)!).ShouldBeTrue(name);
            var rows = MarketSamples.Rows(new SnapshotReader(home.Store, Present(snapshot)).RawBars(Now.AddMinutes(-1))).ToHashSet(StringComparer.Ordinal);
            MarketSamples.Rows(known).Where(row => !rows.Contains(row)).ShouldBeEmpty(name);
        }
    }

    private static IEnumerable<(string Name, Damage Damage)> Damages(int first, int every) =>
        DamageClasses.All(File).Where((_, place) => place % every == first).Select(pair => (pair.Key, pair.Value(SeededStream.Derive(1, pair.Key))));

    /// <summary>Every table that the snapshot names is in the store, readable, and of the rows it says.</summary>
    private bool IsWhole(SnapshotPointer pointer) => Snapshot.Read(home.Store, pointer.Snapshot) is var snapshot
        && snapshot.Quality is { } quality && home.Store.Contains(quality.Report)
        && snapshot.Datasets.Values.SelectMany(partitions => partitions).All(partition => home.Store.ReadTable(partition.Table).RowCount == partition.Table.Rows);

    private async Task<string> ImportAsync(string snapshot, byte[] bytes, bool isCompressed)
    {
        var path = files.File(isCompressed ? "bars.csv.gz" : "bars.csv");
        await System.IO.File.WriteAllBytesAsync(path, bytes);
        ImportedSource source;
        try
        {
            source = await home.RunAsync(() => new SnapshotImportActivities(home.Runner, () => Calendars).ImportSourceAsync(
                new ImportSource(home.Stage, new SourceFile("bars", path), ExchangeCalendars.NyseId)));
        }
        catch (ApplicationFailureException refusal) when (refusal.NonRetryable)
        {
            refusal.Message.ShouldContain("bars.csv");
            return "import refused";
        }

        var commit = new CommitSnapshot(home.Stage, snapshot, source.Parts, Now, null, ExchangeCalendars.NyseId, source.Degraded);
        return (await home.RunAsync(() => new SnapshotWriteActivities(home.Runner, home.Path, home.Files, () => Calendars).CommitSnapshotAsync(commit))).Outcome;
    }

    private Snapshot Present(string name) => Snapshot.Read(home.Store, SnapshotCatalog.Find(home.Path, name)!.Snapshot);

    private string PointerOf(string name) => System.IO.Path.Combine(home.Path, "data", "snapshots", name, "current.json");
}
