using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Assay.Artifacts;
using Assay.Artifacts.Export;
using Assay.Artifacts.Tables;
using Assay.Tests.Support;
using Table = Assay.Artifacts.Tables.Table;

namespace Assay.Tests.Unit.Artifacts;

/// <summary>What is exported is read back by others: Apache Arrow's own reader, and DuckDB.</summary>
public sealed class TableExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Write_Arrow_IsReadBackWithTypesValuesAndMetadata()
    {
        var table = ParquetFilesTests.EveryType(300_000);
        TableExport.Write(table, folder.File("t.arrow"), TableFormat.Arrow, new Dictionary<string, string> { ["assay.synthetic"] = "true" });

        await using var file = File.OpenRead(folder.File("t.arrow"));
        using var reader = new ArrowFileReader(file);
        var start = 0;
        while (await reader.ReadNextRecordBatchAsync() is { } batch)
        {
            using (batch)
            {
                ShouldHold(batch, table, start);
                start += batch.Length;
            }
        }

        start.ShouldBe(table.RowCount);
        reader.Schema.Metadata.ShouldBe(new Dictionary<string, string> { ["assay.schema"] = "test.every-type/1", ["assay.synthetic"] = "true" }, ignoreOrder: true);
        reader.Schema.FieldsList.Select(field => (field.Name, field.DataType.TypeId, field.IsNullable)).ShouldBe(
        [
            ("date", ArrowTypeId.Date32, false), ("symbol", ArrowTypeId.String, true), ("f64", ArrowTypeId.Double, true), ("f32", ArrowTypeId.Float, true),
            ("i32", ArrowTypeId.Int32, false), ("i64", ArrowTypeId.Int64, false), ("flag", ArrowTypeId.Boolean, false), ("known_at", ArrowTypeId.Timestamp, false),
        ]);
        var instant = reader.Schema.GetFieldByName("known_at").DataType.ShouldBeOfType<TimestampType>();
        (instant.Unit, instant.Timezone).ShouldBe((TimeUnit.Microsecond, "UTC"));
    }

    [Fact]
    public void Write_Csv_IsReadBackByDuckDb()
    {
        var table = ParquetFilesTests.EveryType(2_500);
        TableExport.Write(table, folder.File("t.csv"), TableFormat.Csv);

        var rows = DuckDbWitness.Ask(
            "SET TimeZone = 'UTC'",
            $$"""
            SELECT date - DATE '1970-01-01', symbol, f64, f32, i32, i64, flag, epoch_us(known_at) FROM read_csv('{{folder.File("t.csv")}}', header = true, allow_quoted_nulls = false,
            columns = {'date': 'DATE', 'symbol': 'VARCHAR', 'f64': 'DOUBLE', 'f32': 'FLOAT', 'i32': 'INTEGER', 'i64': 'BIGINT', 'flag': 'BOOLEAN', 'known_at': 'TIMESTAMPTZ'})
            """);

        rows.Count.ShouldBe(table.RowCount);
        for (var row = 0; row < rows.Count; row++)
        {
            rows[row].Select(value => value is DBNull ? null : value).ShouldBe(
            [
                (long)table.Date("date")[row], table.Text("symbol").At(row), Missing(table.Float64("f64")[row]), Missing(table.Float32("f32")[row]),
                table.Int32("i32")[row], table.Int64("i64")[row], table.Boolean("flag")[row], table.Instant("known_at")[row],
            ]);
        }

        static object? Missing<T>(T value)
            where T : System.Numerics.IFloatingPointIeee754<T> => T.IsNaN(value) ? null : value;
    }

    [Fact]
    public void Write_CsvOfAwkwardTexts_QuotesThem()
    {
        var table = new Table("t/1", TextColumn.FromTexts("a,b", ["plain", null, string.Empty, "x,y", "say \"no\"", "two\nlines", "ÅÄÖ"]));
        using var csv = new MemoryStream();

        CsvTables.Write(table, csv);

        Encoding.UTF8.GetString(csv.ToArray()).ShouldBe("\"a,b\"\nplain\n\n\"\"\n\"x,y\"\n\"say \"\"no\"\"\"\n\"two\nlines\"\nÅÄÖ\n");
    }

    [Theory]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    public void Write_Twice_GivesTheSameBytes(TableFormat format)
    {
        TableExport.Write(ParquetFilesTests.EveryType(3_000), folder.File("one"), format);
        TableExport.Write(ParquetFilesTests.EveryType(3_000), folder.File("two"), format);

        FileDigest.Of(folder.File("two")).ShouldBe(FileDigest.Of(folder.File("one")));
    }

    [Theory]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    public void Write_NoRows_IsAFileOfTheColumnsAlone(TableFormat format)
    {
        TableExport.Write(ParquetFilesTests.EveryType(0), folder.File("t"), format);

        if (format == TableFormat.Arrow)
        {
            using var file = File.OpenRead(folder.File("t"));
            using var reader = new ArrowFileReader(file);
            reader.ReadNextRecordBatch().ShouldBeNull();
            reader.Schema.FieldsList.Count.ShouldBe(8);
        }
        else
        {
            var rows = DuckDbWitness.Ask($"SELECT count(*), count(COLUMNS(*)) FROM {(format == TableFormat.Csv ? "read_csv" : "read_parquet")}('{folder.File("t")}')").Single();
            rows.Length.ShouldBe(9);
            rows.ShouldAllBe(count => Equals(count, 0L));
        }
    }

    private static void ShouldHold(RecordBatch batch, Table table, int start)
    {
        var dates = (Date32Array)batch.Column("date");
        var symbols = (StringArray)batch.Column("symbol");
        var doubles = (DoubleArray)batch.Column("f64");
        var floats = (FloatArray)batch.Column("f32");
        var flags = (BooleanArray)batch.Column("flag");
        ((Int32Array)batch.Column("i32")).Values.SequenceEqual(table.Int32("i32").AsSpan(start, batch.Length)).ShouldBeTrue();
        ((Int64Array)batch.Column("i64")).Values.SequenceEqual(table.Int64("i64").AsSpan(start, batch.Length)).ShouldBeTrue();
        ((TimestampArray)batch.Column("known_at")).Values.SequenceEqual(table.Instant("known_at").AsSpan(start, batch.Length)).ShouldBeTrue();
        dates.Values.SequenceEqual(table.Date("date").AsSpan(start, batch.Length)).ShouldBeTrue();
        for (var row = 0; row < batch.Length; row++)
        {
            var (value, single) = (table.Float64("f64")[start + row], table.Float32("f32")[start + row]);
            if (symbols.GetString(row) != table.Text("symbol").At(start + row)
                || !Same(doubles.GetValue(row), double.IsNaN(value) ? null : value)
                || !Same(floats.GetValue(row), float.IsNaN(single) ? null : single)
                || flags.GetValue(row) != table.Boolean("flag")[start + row])
            {
                throw new ShouldAssertException($"Row {start + row} is not as it was.");
            }
        }

        static bool Same(double? left, double? right) =>
            left is { } one && right is { } other ? BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other) : left is null && right is null;
    }
}
