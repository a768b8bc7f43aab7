using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class ParquetFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameBits()
    {
        var table = EveryType(300_000);

        ParquetFiles.Write(table, folder.File("t.parquet"));
        var read = ParquetFiles.Read(folder.File("t.parquet"));

        ShouldHoldTheSameBits(read, table, table.RowCount);
    }

    [Fact]
    public void Read_ZerosOfBothSigns_KeepsTheirSigns()
    {
        double[] zeros = [0.0, -0.0, 0.0, -0.0];
        ParquetFiles.Write(new Table("t/1", new Float64Column("z", zeros)), folder.File("t.parquet"));

        Bits(ParquetFiles.Read(folder.File("t.parquet")).Float64("z")).ShouldBe(Bits(zeros));
    }

    /// <summary>
    /// Digests that another process wrote on another day: neither process, thread count nor folder is in the bytes. They change with the library's version;
    /// then this one is written anew, and what was computed stays readable.
    /// </summary>
    [Fact]
    public void Write_EveryType_GivesTheBytesOfAnotherProcess()
    {
        ParquetFiles.Write(EveryType(3_000), folder.File("t.parquet"));

        FileDigest.Of(folder.File("t.parquet")).Hex.ShouldBe("88229cfdba9ceccf8d0077718ce3ad91752dd5c0dfd1f9e015349857e8138578");
    }

    /// <summary>The file is of the version before, whose tables DuckDB 1.5.6 wrote: what it holds stays readable for good.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_FileOfTheCodecBefore_GivesTheSameBits(bool? isDayThere)
    {
        var path = Path.Combine(SharedData.FindCheckout()!, "tests", "Unit", "Artifacts", "Samples", "every-type-by-duckdb.parquet");
        var within = isDayThere is { } there ? new DateFilter("date", new TradingDate(there ? 0 : 1), null) : null;
        var table = EveryType(200);

        var read = ParquetFiles.Read(path, within: within);

        ParquetFiles.ReadMetadata(path).ShouldBe(new Dictionary<string, string> { ["assay.schema"] = "test.every-type/1", ["assay.synthetic"] = "true" }, ignoreOrder: true);
        ShouldHoldTheSameBits(read, table, isDayThere is false ? 0 : 200);
    }

    [Fact]
    public void Write_TwiceAndInAnotherFolder_GivesTheSameBytes()
    {
        var table = EveryType(300_000);
        var metadata = new Dictionary<string, string> { ["b"] = "it's", ["a"] = "1" };
        var other = Directory.CreateDirectory(folder.File("another 'folder' [x] * dated=2020")).FullName;

        ParquetFiles.Write(table, folder.File("one.parquet"), metadata);
        ParquetFiles.Write(table, folder.File("two.parquet"), metadata);
        ParquetFiles.Write(table, Path.Combine(other, "three.parquet"), metadata);

        var digest = FileDigest.Of(folder.File("one.parquet"));
        FileDigest.Of(folder.File("two.parquet")).ShouldBe(digest);
        FileDigest.Of(Path.Combine(other, "three.parquet")).ShouldBe(digest);
    }

    [Fact]
    public void Write_DictionaryInAnotherOrder_GivesTheSameBytes()
    {
        ParquetFiles.Write(new Table("t/1", new TextColumn("s", [0, 1, 0, -1], ["A", "B"])), folder.File("one.parquet"));
        ParquetFiles.Write(new Table("t/1", new TextColumn("s", [2, 0, 2, -1], ["B", "unused", "A"])), folder.File("two.parquet"));

        FileDigest.Of(folder.File("two.parquet")).ShouldBe(FileDigest.Of(folder.File("one.parquet")));
    }

    [Fact]
    public void Read_FolderNameIsAPatternAndAPartition_ReadsThatFileAlone()
    {
        var odd = Directory.CreateDirectory(folder.File("a[b]*?{c} d=1")).FullName;
        Directory.CreateDirectory(folder.File("ab-? d=1"));
        var path = Path.Combine(odd, "t.parquet");
        ParquetFiles.Write(new Table("t/1", new Int32Column("n", [7])), path);
        ParquetFiles.Write(new Table("t/1", new Int32Column("n", [8])), Path.Combine(folder.File("ab-? d=1"), "t.parquet"));

        var read = ParquetFiles.Read(path);

        read.Columns.Count.ShouldBe(1);
        read.Int32("n").ShouldBe([7]);
    }

    /// <summary>Row groups of which the footer says that no day is wanted are not read, and the others give their rows alone.</summary>
    [Theory]
    [InlineData(500, 502, 250_000, 1_500)]
    [InlineData(null, 0, 0, 500)]
    [InlineData(599, null, 299_500, 500)]
    public void Read_DaysOnly_GivesTheirRowsOfEveryColumn(int? first, int? last, int start, int count)
    {
        var table = EveryType(300_000);
        TradingDate? Day(int? day) => day is { } some ? new TradingDate(some) : null;
        ParquetFiles.Write(table, folder.File("t.parquet"));

        var read = ParquetFiles.Read(folder.File("t.parquet"), within: new DateFilter("date", Day(first), Day(last)));

        int[] rows = [.. Enumerable.Range(start, count)];
        ShouldHoldTheSameBits(read, new Table(table.SchemaId, [.. table.Columns.Select(column => column.Take(rows))]), count);
    }

    [Fact]
    public void Read_DaysInNoOrder_GivesTheirRowsInTheOrderOfTheFile()
    {
        ParquetFiles.Write(new Table("t/1", new DateColumn("day", [3, 1, 2, 1, 3]), TextColumn.FromTexts("s", ["a", "b", "c", null, "d"])), folder.File("t.parquet"));

        var read = ParquetFiles.Read(folder.File("t.parquet"), ["s"], new DateFilter("day", new TradingDate(1), new TradingDate(2)));

        Enumerable.Range(0, read.RowCount).Select(read.Text("s").At).ShouldBe(["b", "c", null]);
        read.Text("s").Dictionary.ShouldBe(["b", "c"]);
    }

    [Fact]
    public void Read_DaysOfAColumnWithoutDates_NamesIt()
    {
        ParquetFiles.Write(new Table("t/1", new Int32Column("n", [7])), folder.File("t.parquet"));

        Should.Throw<ArtifactException>(() => ParquetFiles.Read(folder.File("t.parquet"), within: new DateFilter("n", new TradingDate(1), null))).Message
            .ShouldContain("Column 'n' of table t/1");
    }

    [Fact]
    public void Read_SelectedColumns_GivesThemInTheOrderNamed()
    {
        ParquetFiles.Write(EveryType(10), folder.File("t.parquet"));

        ParquetFiles.Read(folder.File("t.parquet"), ["symbol", "f64"]).Columns.Select(c => c.Name).ShouldBe(["symbol", "f64"]);
    }

    [Fact]
    public void Read_ColumnNotThere_NamesItAndThoseThere()
    {
        ParquetFiles.Write(new Table("t/1", new Int32Column("n", [7])), folder.File("t.parquet"));

        Should.Throw<ArtifactException>(() => ParquetFiles.Read(folder.File("t.parquet"), ["close"])).Message
            .ShouldBe($"Table t/1 in {folder.File("t.parquet")} has no column 'close'; it has n.");
    }

    [Fact]
    public void ReadMetadata_GivesSchemaAndTheRest()
    {
        ParquetFiles.Write(new Table("t/1", new Int32Column("n", [7])), folder.File("t.parquet"), new Dictionary<string, string> { ["a"] = "it's" });

        var metadata = ParquetFiles.ReadMetadata(folder.File("t.parquet"));

        metadata[ParquetFiles.SchemaKey].ShouldBe("t/1");
        metadata["a"].ShouldBe("it's");
        ParquetFiles.CountRows(folder.File("t.parquet")).ShouldBe(1);
    }

    [Fact]
    public void Read_NoRows_GivesAnEmptyTable()
    {
        ParquetFiles.Write(EveryType(0), folder.File("t.parquet"));

        var read = ParquetFiles.Read(folder.File("t.parquet"));

        read.RowCount.ShouldBe(0);
        read.Columns.Count.ShouldBe(8);
    }

    [Fact]
    public void Read_NotParquet_SaysSoInOneLine()
    {
        File.WriteAllText(folder.File("t.parquet"), "hello");

        var message = Should.Throw<ArtifactException>(() => ParquetFiles.Read(folder.File("t.parquet"))).Message;
        message.ShouldContain(folder.File("t.parquet"));
        message.ShouldContain("cannot be read as Parquet");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Write_FolderNotThere_SaysSoInOneLine()
    {
        var message = Should.Throw<ArtifactException>(() => ParquetFiles.Write(EveryType(1), folder.File("no/t.parquet"))).Message;
        message.ShouldContain(folder.File("no/t.parquet"));
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Read_MissingValuesInTheFirstRowsAlone_LeavesTheOthers()
    {
        double[] values = [double.NaN, .. Enumerable.Repeat(2.5, 9_999)];
        var texts = TextColumn.FromTexts("s", [null, .. Enumerable.Repeat("exactly12byt", 4_999), .. Enumerable.Repeat("thirteen byte", 5_000)]);

        ParquetFiles.Write(new Table("t/1", new Float64Column("d", values), texts), folder.File("t.parquet"));
        var read = ParquetFiles.Read(folder.File("t.parquet"));

        read.Float64("d").ShouldBe(values);
        Enumerable.Range(0, 10_000).Select(read.Text("s").At).ShouldBe(Enumerable.Range(0, 10_000).Select(texts.At));
    }

    [Fact]
    public void Write_HalfOfASurrogatePair_ThrowsArgumentException() =>
        Should.Throw<ArgumentException>(() => ParquetFiles.Write(new Table("t/1", TextColumn.FromTexts("s", ["\ud800"])), folder.File("t.parquet")));

    [Fact]
    public void Read_MissingValueInAColumnOfIntegers_SaysWhichAndWhere()
    {
        DuckDbWitness.Ask(
            $"COPY (SELECT CASE WHEN range <> 5000 THEN range END AS n FROM range(6000)) TO '{folder.File("t.parquet")}' (FORMAT parquet, KV_METADATA {{'{ParquetFiles.SchemaKey}': 't/1'}})");

        Should.Throw<ArtifactException>(() => ParquetFiles.Read(folder.File("t.parquet"))).Message
            .ShouldBe("Column 'n' misses a value in row 5000, which its type cannot say; use double for numbers with gaps.");
    }

    [Fact]
    public void Write_DiskFull_SaysSoInOneLine()
    {
        var message = Should.Throw<ArtifactException>(() => ParquetFiles.Write(EveryType(1), "/dev/full")).Message;
        message.ShouldContain("No space left on device");
        message.ShouldContain("check that the folder is writable and the disk not full");
        message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("{'a': 1}")]
    [InlineData("TIMESTAMP '2020-01-01'")]
    [InlineData("1::TINYINT")]
    [InlineData("1.5::DECIMAL(9, 2)")]
    public void Read_TypeThatNoTableHolds_NamesTheColumn(string value)
    {
        DuckDbWitness.Ask($"COPY (SELECT {value} AS odd) TO '{folder.File("t.parquet")}' (FORMAT parquet, KV_METADATA {{'{ParquetFiles.SchemaKey}': 't/1'}})");

        Should.Throw<ArtifactException>(() => ParquetFiles.Read(folder.File("t.parquet"))).Message.ShouldContain("of table t/1 has a type that no table holds");
    }

    /// <summary>Somebody else finds the same table in the file.</summary>
    [Fact]
    public void Write_EveryType_IsReadByDuckDbAsItIs()
    {
        var table = EveryType(2_500);
        ParquetFiles.Write(table, folder.File("t.parquet"));

        var rows = DuckDbWitness.Ask(
            $"SELECT date - DATE '1970-01-01', symbol, f64, f32, i32, i64, flag, epoch_us(known_at) FROM read_parquet('{folder.File("t.parquet")}')");

        rows.Count.ShouldBe(table.RowCount);
        for (var row = 0; row < rows.Count; row++)
        {
            object?[] expected =
            [
                (long)table.Date("date")[row], table.Text("symbol").At(row), Missing(table.Float64("f64")[row]), Missing(table.Float32("f32")[row]),
                table.Int32("i32")[row], table.Int64("i64")[row], table.Boolean("flag")[row], table.Instant("known_at")[row],
            ];
            rows[row].Select(value => value is DBNull ? null : value).ShouldBe(expected);
        }

        static object? Missing<T>(T value)
            where T : System.Numerics.IFloatingPointIeee754<T> => T.IsNaN(value) ? null : value;
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

    private static void ShouldHoldTheSameBits(Table read, Table table, int rows)
    {
        read.SchemaId.ShouldBe(table.SchemaId);
        read.RowCount.ShouldBe(rows);
        read.Columns.Select(c => (c.Name, c.TypeName)).ShouldBe(table.Columns.Select(c => (c.Name, c.TypeName)));
        Bits(read.Float64("f64")).ShouldBe(Bits(table.Float64("f64")).Take(rows));
        read.Float32("f32").Select(BitConverter.SingleToInt32Bits).ShouldBe(table.Float32("f32").Take(rows).Select(BitConverter.SingleToInt32Bits));
        read.Int32("i32").ShouldBe(table.Int32("i32").Take(rows));
        read.Int64("i64").ShouldBe(table.Int64("i64").Take(rows));
        read.Boolean("flag").ShouldBe(table.Boolean("flag").Take(rows));
        read.Date("date").ShouldBe(table.Date("date").Take(rows));
        read.Instant("known_at").ShouldBe(table.Instant("known_at").Take(rows));
        var text = read.Text("symbol");
        text.Dictionary.ShouldBe(text.Dictionary.Order(StringComparer.Ordinal));
        Enumerable.Range(0, rows).All(r => text.At(r) == table.Text("symbol").At(r)).ShouldBeTrue();
    }

    // Every NaN is the same missing value.
    private static IEnumerable<long> Bits(double[] values) =>
        values.Select(v => BitConverter.DoubleToInt64Bits(double.IsNaN(v) ? double.NaN : v));
}
