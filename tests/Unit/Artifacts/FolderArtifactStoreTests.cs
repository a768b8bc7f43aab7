using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FolderArtifactStoreTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
    private readonly TemporaryFolder folder = new();
    private readonly RecordingObserver effects = new();
    private readonly FolderArtifactStore store;

    public FolderArtifactStoreTests() => store = new FolderArtifactStore(folder.Path, new DurableFiles(effects));

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Put_Bytes_LieUnderTheirDigestReadOnly()
    {
        var reference = store.Put(Content, "test/1", 7);

        reference.ShouldBe(new ArtifactRef(Digest.OfBytes(Content).Hex, "test/1", 5000, 7));
        var path = Path.Combine(folder.Path, "artifacts/objects/sha256", reference.Sha256[..2], reference.Sha256[2..]);
        File.ReadAllBytes(path).ShouldBe(Content);
        (File.GetUnixFileMode(path) & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None);
        store.Read(reference).ShouldBe(Content);
        store.Contains(reference).ShouldBeTrue();
        store.Contains(reference with { Sha256 = new string('0', 64) }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, null, 0, 300_000)]
    [InlineData(150, null, 150_000, 150_000)]
    [InlineData(null, 9, 0, 10_000)]
    [InlineData(120, 124, 120_000, 5_000)]
    [InlineData(400, 500, 0, 0)]
    public void ReadTables_DaysOnly_GivesTheirRowsInOrder(int? first, int? last, int start, int count)
    {
        var rows = Enumerable.Range(0, 300_000).ToArray();
        var begin = new TradingDate(2020, 1, 1);
        var table = new Table("t/1", new DateColumn("day", [.. rows.Select(row => begin.AddDays(row / 1_000).DayNumber)]), new Int32Column("row", rows));
        TradingDate? Day(int? days) => days is { } some ? begin.AddDays(some) : null;

        var read = store.ReadTables([store.PutTable(table)], ["row"], new DateFilter("day", Day(first), Day(last))).Single();

        read.Int32("row").ShouldBe(rows[start..(start + count)]);
    }

    [Fact]
    public void Put_NewObject_WritesSyncsRenamesAndSyncsTheFolderInThatOrder()
    {
        store.Put(new byte[] { 1 }, "test/1");
        effects.Seen.Clear();

        var reference = store.Put(Content, "test/1");

        var objects = Path.GetDirectoryName(store.Paths.Object(reference.Digest))!;
        effects.Seen.Select(e => e.Effect).ShouldBe(["write", "fsync", "rename", "fsync-folder", "fsync-folder"]);
        effects.Seen[1].Path.ShouldBe(effects.Seen[0].Path);
        effects.Seen[2].Path.ShouldBe(store.Paths.Object(reference.Digest));
        effects.Seen[3].Path.ShouldBe(objects);
        effects.Seen[4].Path.ShouldBe(Path.GetDirectoryName(objects));
    }

    [Fact]
    public void PutTable_NewObject_WritesSyncsRenamesAndSyncsTheFolderInThatOrder()
    {
        store.PutTable(new Table("t/1", new Int32Column("n", [1])));

        effects.Seen.Select(e => e.Effect).Distinct().ShouldBe(["write", "fsync", "rename", "fsync-folder"]);
    }

    [Fact]
    public void ReferenceOfJson_Value_IsWhatPutGivesAndWritesNothing()
    {
        var reference = FolderArtifactStore.ReferenceOfJson("t/1", new { Size = 5 });

        Directory.Exists(Path.Combine(folder.Path, "artifacts")).ShouldBeFalse();
        store.PutJson("t/1", new { Size = 5 }).ShouldBe(reference);
    }

    [Fact]
    public void Put_SameContentAgain_WritesNothing()
    {
        store.Put(Content, "test/1");
        effects.Seen.Clear();

        store.Put(Content, "test/1").Sha256.ShouldBe(Digest.OfBytes(Content).Hex);

        effects.Seen.ShouldBeEmpty();
    }

    [Fact]
    public void PutFile_File_KeepsACopyAndTheFile()
    {
        File.WriteAllBytes(folder.File("f"), Content);
        File.SetUnixFileMode(folder.File("f"), UnixFileMode.UserRead);

        store.Read(store.PutFile(folder.File("f"), "test/1")).ShouldBe(Content);

        File.Exists(folder.File("f")).ShouldBeTrue();
        Directory.GetFiles(store.Paths.Scratch, "*", SearchOption.AllDirectories).Where(p => !p.EndsWith(".lock", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void PutTable_Table_ComesBackWithSchemaAndRows()
    {
        var reference = store.PutTable(ParquetFilesTests.EveryType(5000));

        reference.Schema.ShouldBe("test.every-type/1");
        reference.Rows.ShouldBe(5000);
        store.ReadTable(reference, ["i32"]).Int32("i32").ShouldBe(ParquetFilesTests.EveryType(5000).Int32("i32"));
        Should.Throw<ArtifactException>(() => store.ReadTable(reference with { Schema = "other/1" })).Message.ShouldContain("other/1");
    }

    [Fact]
    public void PutJson_SyntheticMark_StandsInTheFileAndNotInTheValue()
    {
        var marked = store.PutJson("test.figures/1", new Figures(1.5, null), new ArtifactMarks(Synthetic: true, DryRun: false));

        System.Text.Encoding.UTF8.GetString(store.Read(marked)).ShouldContain("\"marks\":{\"dry_run\":false,\"synthetic\":true}");
        store.ReadJson<Figures>(marked).ShouldBe(new Figures(1.5, null));
        store.PutJson("test.figures/1", new Figures(1.5, null), ArtifactMarks.None).ShouldBe(store.PutJson("test.figures/1", new Figures(1.5, null)));
    }

    [Fact]
    public void PutTable_SyntheticMark_StandsInTheFooter()
    {
        var table = new Table("test.table/1", new Float64Column("x", [1, 2]));

        var path = store.OpenVerifiedPath(store.PutTable(table, new ArtifactMarks(Synthetic: true, DryRun: true)));

        var footer = ParquetFiles.ReadMetadata(path);
        footer["assay.synthetic"].ShouldBe("true");
        footer["assay.dry_run"].ShouldBe("true");
    }

    [Fact]
    public void PutJson_Record_ComesBackAndCarriesItsSchema()
    {
        var reference = store.PutJson("test.figures/1", new Figures(1.5, null));

        System.Text.Encoding.UTF8.GetString(store.Read(reference)).ShouldBe("""{"calmar":null,"schema":"test.figures/1","sharpe":1.5}""");
        store.ReadJson<Figures>(reference).ShouldBe(new Figures(1.5, null));
        Should.Throw<ArtifactException>(() => store.ReadJson<Figures>(reference with { Schema = "other/1" }));
        store.ReadJson<Named>(store.PutJson("named/1", new Named("named/1"))).ShouldBe(new Named("named/1"));
        Should.Throw<ArgumentException>(() => store.PutJson("other/1", new Named("named/1")));
    }

    [Fact]
    public void Read_AnyBitFlipped_IsFoundAndNamed()
    {
        var reference = store.Put(new byte[] { 1, 2, 3 }, "test/1");
        var path = store.Paths.Object(reference.Digest);
        for (var bit = 0; bit < 24; bit++)
        {
            Flip(path, bit);
            using var fresh = new FolderArtifactStore(folder.Path);
            Should.Throw<ArtifactException>(() => fresh.Read(reference)).Message.ShouldContain(path);
            Should.Throw<ArtifactException>(() => fresh.OpenVerifiedPath(reference)).Message.ShouldContain("is damaged");
            Flip(path, bit);
        }

        store.Read(reference).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void ReadTable_BitFlippedAfterAVerifiedRead_IsFound()
    {
        var reference = store.PutTable(ParquetFilesTests.EveryType(100));
        store.ReadTable(reference);

        Flip(store.Paths.Object(reference.Digest), 800);

        Should.Throw<ArtifactException>(() => store.ReadTable(reference)).Message.ShouldContain("is damaged");
    }

    [Fact]
    public void Read_ObjectGoneOrCut_NamesIt()
    {
        var reference = store.Put(Content, "test/1");
        var path = store.Paths.Object(reference.Digest);
        File.Delete(path);
        Should.Throw<ArtifactException>(() => store.Read(reference)).Message.ShouldContain("is not in the store");
        File.WriteAllBytes(path, Content[..100]);
        Should.Throw<ArtifactException>(() => store.OpenVerifiedPath(reference)).Message.ShouldContain("is damaged");
        store.Contains(reference).ShouldBeFalse();
    }

    [Fact]
    public void Put_ObjectDamaged_WritesItAgain()
    {
        var reference = store.Put(Content, "test/1");
        Flip(store.Paths.Object(reference.Digest), 77);

        store.Put(Content, "test/1");

        store.Read(reference).ShouldBe(Content);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("fsync")]
    [InlineData("rename")]
    public void Put_DiskFull_SaysSoInOneSentenceAndLeavesNothing(string effect)
    {
        using var full = new FolderArtifactStore(folder.File("home"), new DurableFiles(new FailingObserver(effect)));

        var failure = Should.Throw<ArtifactException>(() => full.Put(Content, "test/1"));

        failure.Message.ShouldContain("the disk is full");
        failure.Message.ShouldNotContain("\n");
        full.Contains(new ArtifactRef(Digest.OfBytes(Content).Hex, "test/1", 5000)).ShouldBeFalse();
        Directory.GetFiles(full.Paths.Root, "*", SearchOption.AllDirectories).Where(p => !p.EndsWith(".lock", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Put_HomeIsNoFolder_SaysSoInOneSentence()
    {
        File.WriteAllText(folder.File("file"), "not a folder");
        using var broken = new FolderArtifactStore(folder.File("file"));

        Should.Throw<ArtifactException>(() => broken.Put(Content, "test/1")).Message.ShouldContain("cannot be written");
        Should.Throw<ArtifactException>(() => broken.PutTable(ParquetFilesTests.EveryType(1))).Message.ShouldContain("cannot be written");
    }

    [Fact]
    public void ReadTable_HomeThatTakesNoFiles_IsReadAllTheSame()
    {
        ArtifactRef table;
        using (var writing = new FolderArtifactStore(folder.Path))
        {
            table = writing.PutTable(ParquetFilesTests.EveryType(3));
        }

        Directory.Delete(store.Paths.Scratch, recursive: true);
        File.WriteAllText(store.Paths.Scratch, "no folder");
        using var reading = new FolderArtifactStore(folder.Path);

        reading.ReadTable(table).RowCount.ShouldBe(3);
        Should.Throw<ArtifactException>(() => reading.Put(Content, "test/1")).Message.ShouldContain("cannot be written");
    }

    [Fact]
    public void Put_ScratchOfADeadProcess_IsSweptAndThatOfALivingOneKept()
    {
        var dead = Directory.CreateDirectory(Path.Combine(store.Paths.Scratch, "1-dead")).FullName;
        File.WriteAllText(dead + ".lock", string.Empty);
        File.WriteAllText(Path.Combine(dead, "half"), "half");
        using var living = new FolderArtifactStore(folder.Path);
        living.Put(Content, "test/1");
        var kept = Directory.GetDirectories(store.Paths.Scratch).Single();

        store.Put(new byte[] { 1 }, "test/1");

        Directory.Exists(dead).ShouldBeFalse();
        Directory.Exists(kept).ShouldBeTrue();
    }

    [Fact]
    public void Open_ScratchOfADeadProcess_IsSweptBeforeAnythingIsWritten()
    {
        var dead = Directory.CreateDirectory(Path.Combine(store.Paths.Scratch, "1-dead")).FullName;
        File.WriteAllText(dead + ".lock", string.Empty);
        File.WriteAllText(Path.Combine(dead, "half"), "half");

        using var other = new FolderArtifactStore(folder.Path);

        Directory.GetFileSystemEntries(store.Paths.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public void Put_FoldersMadeButNotSyncedByOthers_SyncsEveryNameUpToTheHome()
    {
        var path = store.Paths.Object(Digest.OfBytes(Content));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        store.Put(Content, "test/1");

        var synced = effects.Seen.Where(e => e.Effect == "fsync-folder").Select(e => e.Path);
        synced.ShouldBe(
        [
            Path.GetDirectoryName(path),
            Path.Combine(store.Paths.Root, "objects", "sha256"),
            Path.Combine(store.Paths.Root, "objects"),
            store.Paths.Root,
            store.Paths.Home,
        ]);
    }

    [Fact]
    public void Dispose_Store_LeavesNoScratch()
    {
        var other = new FolderArtifactStore(folder.Path);
        other.Put(Content, "test/1");
        other.Dispose();

        Directory.GetFileSystemEntries(store.Paths.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public void Put_ManyThreads_KeepEveryObjectWhole()
    {
        using var plain = new FolderArtifactStore(folder.Path);
        Parallel.For(0, 200, i =>
        {
            var content = new[] { (byte)(i % 10), (byte)7 };
            plain.Read(plain.Put(content, "test/1")).ShouldBe(content);
        });

        Directory.GetFiles(Path.Combine(plain.Paths.Root, "objects"), "*", SearchOption.AllDirectories).Length.ShouldBe(10);
    }

    [Fact]
    public void PutTable_WriteFails_LeavesNothing()
    {
        using var full = new FolderArtifactStore(folder.File("home"), new DurableFiles(new FailingObserver("fsync")));

        Should.Throw<ArtifactException>(() => full.PutTable(ParquetFilesTests.EveryType(10)));

        Directory.GetFiles(full.Paths.Root, "*", SearchOption.AllDirectories).Where(p => !p.EndsWith(".lock", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Put_TwoHomes_SameDigests()
    {
        using var other = new FolderArtifactStore(folder.File("another"));

        other.PutTable(ParquetFilesTests.EveryType(2000)).ShouldBe(store.PutTable(ParquetFilesTests.EveryType(2000)));
    }

    private static void Flip(string path, int bit)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }

    private sealed record Figures(double? Sharpe, double? Calmar);

    private sealed record Named(string Schema);

    private sealed class FailingObserver(string failing) : IEffectObserver
    {
        private const int NoSpace = 28;

        public void Before(string effect, string path)
        {
            if (effect == failing)
            {
                throw new IOException("No space left on device", NoSpace);
            }
        }

        public void After(string effect, string path)
        {
        }
    }
}
