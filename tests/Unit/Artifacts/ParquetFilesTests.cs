using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class ParquetFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ParquetFiles files;

    public ParquetFilesTests() => files = new ParquetFiles(folder.Path);

    public void Dispose()
    {
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameBits()
    {
        var table = EveryType(300_000);

        files.Write(table, folder.File("t.parquet"));
        var read = files.Read(folder.File("t.parquet"));

        read.SchemaId.ShouldBe("test.every-type/1");
        read.RowCount.ShouldBe(table.RowCount);
        read.Columns.Select(c => (c.Name, c.TypeName)).ShouldBe(table.Columns.Select(c => (c.Name, c.TypeName)));
        Bits(read.Float64("f64")).ShouldBe(Bits(table.Float64("f64")));
        read.Float32("f32").Select(BitConverter.SingleToInt32Bits).ShouldBe(table.Float32("f32").Select(BitConverter.SingleToInt32Bits));
        read.Int32("i32").ShouldBe(table.Int32("i32"));
        read.Int64("i64").ShouldBe(table.Int64("i64"));
        read.Boolean("flag").ShouldBe(table.Boolean("flag"));
        read.Date("date").ShouldBe(table.Date("date"));
        read.Instant("known_at").ShouldBe(table.Instant("known_at"));
        var text = read.Text("symbol");
        text.Dictionary.ShouldBe(text.Dictionary.Order(StringComparer.Ordinal));
        Enumerable.Range(0, table.RowCount).All(r => text.At(r) == table.Text("symbol").At(r)).ShouldBeTrue();
    }

    [Fact]
    public void Write_WithADatabaseThatStaysOpenAndAfterAFailure_GivesTheSameBytes()
    {
        using var open = new ParquetFiles(folder.Path, mostIdle: 1);
        files.Write(EveryType(3_000), folder.File("alone.parquet"));

        open.Write(EveryType(300_000), folder.File("before.parquet"));
        Should.Throw<ArtifactException>(() => open.Write(EveryType(10), folder.File("no such folder/t.parquet")));
        Should.Throw<ArtifactException>(() => open.Read(folder.File("alone.parquet.missing")));
        open.Write(EveryType(3_000), folder.File("after.parquet"));

        File.ReadAllBytes(folder.File("after.parquet")).ShouldBe(File.ReadAllBytes(folder.File("alone.parquet")));
        open.Read(folder.File("before.parquet")).RowCount.ShouldBe(300_000);
    }

    [Fact]
    public void Write_TwiceAndInAnotherFolder_GivesTheSameBytes()
    {
        var table = EveryType(300_000);
        var metadata = new Dictionary<string, string> { ["b"] = "it's", ["a"] = "1" };
        var other = Directory.CreateDirectory(folder.File("another 'folder' [x] * dated=2020")).FullName;

        files.Write(table, folder.File("one.parquet"), metadata);
        files.Write(table, folder.File("two.parquet"), metadata);
        using var others = new ParquetFiles(other, new ParquetOptions { ReadThreads = 2 });
        others.Write(table, Path.Combine(other, "three.parquet"), metadata);

        var digest = FileDigest.Of(folder.File("one.parquet"));
        FileDigest.Of(folder.File("two.parquet")).ShouldBe(digest);
        FileDigest.Of(Path.Combine(other, "three.parquet")).ShouldBe(digest);
    }

    [Fact]
    public void Write_DictionaryInAnotherOrder_GivesTheSameBytes()
    {
        files.Write(new Table("t/1", new TextColumn("s", [0, 1, 0, -1], ["A", "B"])), folder.File("one.parquet"));
        files.Write(new Table("t/1", new TextColumn("s", [2, 0, 2, -1], ["B", "unused", "A"])), folder.File("two.parquet"));

        FileDigest.Of(folder.File("two.parquet")).ShouldBe(FileDigest.Of(folder.File("one.parquet")));
    }

    [Fact]
    public void Read_FolderNameIsAPatternAndAPartition_ReadsThatFileAlone()
    {
        var odd = Directory.CreateDirectory(folder.File("a[b]*?{c} d=1")).FullName;
        Directory.CreateDirectory(folder.File("ab-? d=1"));
        var path = Path.Combine(odd, "t.parquet");
        files.Write(new Table("t/1", new Int32Column("n", [7])), path);
        files.Write(new Table("t/1", new Int32Column("n", [8])), Path.Combine(folder.File("ab-? d=1"), "t.parquet"));

        var read = files.Read(path);

        read.Columns.Count.ShouldBe(1);
        read.Int32("n").ShouldBe([7]);
    }

    [Fact]
    public void Read_WithTwoThreads_KeepsTheOrderOfRows()
    {
        var table = EveryType(700_000);
        files.Write(table, folder.File("t.parquet"));

        using var two = new ParquetFiles(folder.Path, new ParquetOptions { ReadThreads = 2 });
        var read = two.Read(folder.File("t.parquet"), ["i32"]);

        read.Int32("i32").ShouldBe(table.Int32("i32"));
    }

    [Fact]
    public void Read_SelectedColumns_GivesThemInTheOrderNamed()
    {
        files.Write(EveryType(10), folder.File("t.parquet"));

        files.Read(folder.File("t.parquet"), ["symbol", "f64"]).Columns.Select(c => c.Name).ShouldBe(["symbol", "f64"]);
    }

    [Fact]
    public void Read_ColumnNotThere_NamesItAndThoseThere()
    {
        files.Write(new Table("t/1", new Int32Column("n", [7])), folder.File("t.parquet"));

        Should.Throw<ArtifactException>(() => files.Read(folder.File("t.parquet"), ["close"])).Message
            .ShouldBe($"Table t/1 in {folder.File("t.parquet")} has no column 'close'; it has n.");
    }

    [Fact]
    public void ReadMetadata_GivesSchemaAndTheRest()
    {
        files.Write(new Table("t/1", new Int32Column("n", [7])), folder.File("t.parquet"), new Dictionary<string, string> { ["a"] = "it's" });

        var metadata = files.ReadMetadata(folder.File("t.parquet"));

        metadata[ParquetFiles.SchemaKey].ShouldBe("t/1");
        metadata["a"].ShouldBe("it's");
        files.CountRows(folder.File("t.parquet")).ShouldBe(1);
    }

    [Fact]
    public void Read_NoRows_GivesAnEmptyTable()
    {
        files.Write(EveryType(0), folder.File("t.parquet"));

        var read = files.Read(folder.File("t.parquet"));

        read.RowCount.ShouldBe(0);
        read.Columns.Count.ShouldBe(8);
    }

    [Fact]
    public void Read_NotParquet_SaysSoInOneLine()
    {
        File.WriteAllText(folder.File("t.parquet"), "hello");

        var message = Should.Throw<ArtifactException>(() => files.Read(folder.File("t.parquet"))).Message;
        message.ShouldContain(folder.File("t.parquet"));
        message.ShouldContain("cannot be read as Parquet");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Write_FolderNotThere_SaysSoInOneLine()
    {
        var message = Should.Throw<ArtifactException>(() => files.Write(EveryType(1), folder.File("no/t.parquet"))).Message;
        message.ShouldContain(folder.File("no/t.parquet"));
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Read_MissingValuesInTheFirstRowsAlone_LeavesTheOthers()
    {
        double[] values = [double.NaN, .. Enumerable.Repeat(2.5, 9_999)];
        var texts = TextColumn.FromTexts("s", [null, .. Enumerable.Repeat("exactly12byt", 4_999), .. Enumerable.Repeat("thirteen byte", 5_000)]);

        files.Write(new Table("t/1", new Float64Column("d", values), texts), folder.File("t.parquet"));
        var read = files.Read(folder.File("t.parquet"));

        read.Float64("d").ShouldBe(values);
        Enumerable.Range(0, 10_000).Select(read.Text("s").At).ShouldBe(Enumerable.Range(0, 10_000).Select(texts.At));
    }

    [Fact]
    public void Write_HalfOfASurrogatePair_ThrowsArgumentException() =>
        Should.Throw<ArgumentException>(() => files.Write(new Table("t/1", TextColumn.FromTexts("s", ["\ud800"])), folder.File("t.parquet")));

    [Fact]
    public void Read_MissingValueInAColumnOfIntegers_SaysWhichAndWhere()
    {
        DuckDbWitness.Ask(
            $"COPY (SELECT CASE WHEN range <> 5000 THEN range END AS n FROM range(6000)) TO '{folder.File("t.parquet")}' (FORMAT parquet, KV_METADATA {{'{ParquetFiles.SchemaKey}': 't/1'}})");

        Should.Throw<ArtifactException>(() => files.Read(folder.File("t.parquet"))).Message
            .ShouldBe("Column 'n' misses a value in row 5000, which its type cannot say; use double for numbers with gaps.");
    }

    internal static Table EveryType(int rows)
    {
        var random = new Random(7);
        var f64 = new double[rows];
        var f32 = new float[rows];
        var i32 = new int[rows];
        var i64 = new long[rows];
        var flag = new bool[rows];
        var date = new int[rows];
        var known = new long[rows];
        var symbol = new int[rows];
        string[] dictionary = ["MSFT", "AAPL", "a symbol of more than twelve bytes", "BRK.B", "ÅÄÖ", string.Empty];
        long[] extremes = [InstantColumn.Earliest, InstantColumn.Latest];
        double[] odd = [double.NaN, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue];
        for (var row = 0; row < rows; row++)
        {
            f64[row] = row % 50 == 0 ? odd[row / 50 % odd.Length] : random.NextDouble();
            f32[row] = row % 50 == 0 ? (float)odd[row / 50 % odd.Length] : random.NextSingle();
            i32[row] = random.Next(int.MinValue, int.MaxValue);
            i64[row] = random.NextInt64();
            flag[row] = random.Next(2) == 1;
            date[row] = row / 500;
            known[row] = row % 50 == 0 ? extremes[row / 50 % 2] : random.NextInt64(InstantColumn.Earliest, InstantColumn.Latest);
            symbol[row] = random.Next(-1, dictionary.Length);
        }

        return new Table(
            "test.every-type/1",
            new DateColumn("date", date),
            new TextColumn("symbol", symbol, dictionary),
            new Float64Column("f64", f64),
            new Float32Column("f32", f32),
            new Int32Column("i32", i32),
            new Int64Column("i64", i64),
            new BooleanColumn("flag", flag),
            new InstantColumn("known_at", known));
    }

    // Every NaN is the same missing value.
    private static IEnumerable<long> Bits(double[] values) =>
        values.Select(v => BitConverter.DoubleToInt64Bits(double.IsNaN(v) ? double.NaN : v));
}
