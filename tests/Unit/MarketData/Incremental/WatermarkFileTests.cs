using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Incremental;

public sealed class WatermarkFileTests : IDisposable
{
    private const string Name = "sp500";
    private static readonly TradingDate First = new(2024, 1, 2);
    private static readonly TradingDate Today = new(2024, 1, 12);
    private static readonly DateTimeOffset Read = new(2024, 1, 11, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;
    private readonly HomeFiles files;
    private readonly WatermarkFile file;

    public WatermarkFileTests()
    {
        store = new FolderArtifactStore(folder.Path);
        files = new HomeFiles(folder.Path);
        file = new WatermarkFile(folder.Path, files);
    }

    public void Dispose()
    {
        files.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void TryReplace_SomebodyWasFaster_ChangesNothing()
    {
        var (one, other) = (Document(1, Mark("A", 9)), Document(1, Mark("B", 9)));

        file.TryReplace(0, one).ShouldBeTrue();
        file.TryReplace(0, other).ShouldBeFalse();

        WatermarkFile.Read(folder.Path, Name).Document!.Marks.Single().Key.ShouldBe("A");
        file.TryReplace(1, other with { Version = 2 }).ShouldBeTrue();
    }

    [Fact]
    public void TryReplace_WhileAnotherWrites_GivesWay()
    {
        var path = WatermarkFile.PathIn(folder.Path, Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var held = new FileStream(Path.Combine(Path.GetDirectoryName(path)!, ".watermarks.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        file.TryReplace(0, Document(1, Mark("A", 9))).ShouldBeFalse();
    }

    [Fact]
    public async Task Move_TwoFetchesAtOnce_KeepsWhatBothFoundOut()
    {
        var snapshot = Reference();
        var moves = Enumerable.Range(0, 8).Select(fetch => Task.Run(() => new WatermarkFile(folder.Path, files).MoveAsync(
            Name, fetch, snapshot, [Mark($"S{fetch}", 9), Mark("A", 3 + fetch) with { Absent = [First.AddDays(fetch)] }], [], TimeProvider.System, default)));

        await Task.WhenAll(moves);

        var document = WatermarkFile.Read(folder.Path, Name).Document!;
        document.Version.ShouldBe(8);
        document.Sequence.ShouldBe(7);
        document.Marks.Select(mark => mark.Key).ShouldBe(["A", .. Enumerable.Range(0, 8).Select(fetch => $"S{fetch}")]);
        document.Marks[0].Through.ShouldBe(new TradingDate(2024, 1, 10));
        document.Marks[0].Absent.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Move_DamagedFile_BeginsWithTheMarksOfThePartitions()
    {
        Write("{ not JSON");

        var document = await file.MoveAsync(Name, 2, Reference(), [Mark("A", 10)], [Mark("A", 8), Mark("B", 8)], TimeProvider.System, default);

        document.Version.ShouldBe(1);
        document.Marks.Select(mark => $"{mark.Key} {mark.Through}").ShouldBe(["A 2024-01-10", "B 2024-01-08"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ not JSON")]
    [InlineData("{\"schema\":\"assay.snapshot.watermarks/1\",\"name\":\"sp500\"}")]
    [InlineData("[1]")]
    public void Read_Damaged_IsNoDocumentWithAReason(string text)
    {
        Write(text);

        var reading = WatermarkFile.Read(folder.Path, Name);

        reading.Document.ShouldBeNull();
        reading.Problem.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Read_MarksThatCannotBe_AreNoDocument()
    {
        Fault(Document(1, Mark("B", 9), Mark("A", 9))).ShouldContain("out of order");
        Fault(Document(1, Mark("A", 9), Mark("A", 9))).ShouldContain("twice");
        Fault(Document(1, Mark("A", 9) with { First = new TradingDate(2024, 2, 1) })).ShouldContain("ends before it begins");
        Fault(Document(1, Mark("A", 9)) with { Name = "other" }).ShouldContain("other");
        Fault(Document(1, Mark("A", 9)) with { Schema = "assay.other/1" }).ShouldContain("assay.other/1");

        string Fault(WatermarkDocument document)
        {
            Write(System.Text.Encoding.UTF8.GetString(Assay.Artifacts.Json.CanonicalJson.Serialize(document)));
            return WatermarkFile.Read(folder.Path, Name).Problem.ShouldNotBeNull();
        }
    }

    [Fact]
    public void State_Damaged_IsToldFromThePartitionsWithAWord()
    {
        var state = State(new WatermarkReading(null, "it ends early"));

        state.Marks[("bars", "A")].ShouldSatisfyAllConditions(
            mark => mark.First.ShouldBe(First),
            mark => mark.Through.ShouldBe(new TradingDate(2024, 1, 10)),
            mark => mark.ReadAt.ShouldBeNull());
        state.Marks[("actions", "A")].Through.ShouldBe(Today, "an action that lies ahead is no reading of the days until then");
        state.Notes.Single().ShouldContain("damaged (it ends early)");
    }

    [Fact]
    public void State_MarkInTheFuture_IsToldFromThePartitions()
    {
        var state = State(new WatermarkReading(Document(1, Mark("A", 10) with { Through = new TradingDate(2031, 1, 2) }), null));

        state.Marks[("bars", "A")].Through.ShouldBe(new TradingDate(2024, 1, 10));
        state.Notes.Single().ShouldContain("1 watermarks");
    }

    [Fact]
    public void State_MarksOfALaterSnapshot_AreToldFromThePartitions()
    {
        var state = State(new WatermarkReading(Document(1, Mark("A", 11)) with { Sequence = 5 }, null));

        state.Marks[("bars", "A")].Through.ShouldBe(new TradingDate(2024, 1, 10));
        state.Notes.Single().ShouldContain("number 5");
    }

    [Fact]
    public void State_FileBroughtMore_TakesTheLaterEnd()
    {
        var state = State(new WatermarkReading(Document(1, Mark("A", 4) with { Absent = [new TradingDate(2024, 1, 3)] }), null));

        state.Marks[("bars", "A")].ShouldSatisfyAllConditions(
            mark => mark.Through.ShouldBe(new TradingDate(2024, 1, 10)),
            mark => mark.Absent.ShouldBe([new TradingDate(2024, 1, 3)]));
        state.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void State_NoSnapshot_PassesOverWhatIsThere()
    {
        var state = WatermarkState.Of(
            new WatermarkReading(Document(1, Mark("A", 4)), null), "file", store, null, BarPresence.Read(store, null, ExchangeCalendars.Nyse), Today);

        state.Marks.ShouldBeEmpty();
        state.Notes.Single().ShouldContain("belong to no snapshot");
    }

    private static Watermark Mark(string key, int day) => new("bars", key, First, new TradingDate(2024, 1, day), [], Read);

    private WatermarkDocument Document(int version, params Watermark[] marks) =>
        new(MarketDataSchemas.SnapshotWatermarks, Name, version, 1, Reference(), marks);

    private ArtifactRef Reference() => store.Put("x"u8.ToArray(), "assay.snapshot/1");

    private void Write(string text)
    {
        var path = WatermarkFile.PathIn(folder.Path, Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private WatermarkState State(WatermarkReading reading)
    {
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var session in ExchangeCalendars.Nyse.SessionsIn(First, new TradingDate(2024, 1, 10)))
        {
            bars.Add(session, ExchangeCalendars.Nyse.Session(session).Close, "test", ["A"], [1, 1, 1, 1, 1]);
        }

        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        actions.Add(First, Read, "test", ["A", "cash_dividend", null], [double.NaN, 1]);
        actions.Add(new TradingDate(2024, 2, 1), Read, "test", ["A", "cash_dividend", null], [double.NaN, 1]);
        var snapshot = new SnapshotBuilder(store, Name, synthetic: false).Append(bars.Build()).Append(actions.Build()).Build();
        return WatermarkState.Of(reading, "watermarks.json", store, snapshot, BarPresence.Read(store, snapshot, ExchangeCalendars.Nyse), Today);
    }
}
