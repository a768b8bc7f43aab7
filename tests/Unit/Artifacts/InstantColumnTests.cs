using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.DuckDb;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class InstantColumnTests : IDisposable
{
    private static readonly long Close = InstantColumn.MicrosecondsOf(new DateTimeOffset(2018, 2, 7, 16, 0, 0, TimeSpan.FromHours(-5)));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T05:30:00+05:30", 0)]
    [InlineData("2018-02-07T16:00:00-05:00", 1_518_037_200_000_000)]
    [InlineData("1969-12-31T23:59:59.9999999Z", -1)]
    [InlineData("1969-12-31T23:59:59.999999Z", -1)]
    [InlineData("1970-01-01T00:00:00.0000019Z", 1)]
    public void MicrosecondsOf_AnyOffset_IsTheMicrosecondItLiesIn(string instant, long expected)
    {
        InstantColumn.MicrosecondsOf(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(expected);
        InstantColumn.InstantOf(expected).Offset.ShouldBe(TimeSpan.Zero);
        InstantColumn.MicrosecondsOf(InstantColumn.InstantOf(expected)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Constructor_Infinity_IsRefused(long value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new InstantColumn("known_at", [0, value])).Message.ShouldContain("row 1");

    [Fact]
    public void Write_TheFile_SaysMicrosecondsAdjustedToUtc()
    {
        var path = Write();
        using var database = DuckDbDatabase.Open(new DuckDbOptions());
        using var connection = database.Connect();
        using var schema = connection.Query(
            $"SELECT type, logical_type FROM parquet_schema({DuckDbConnection.Literal(path)}) WHERE name = 'known_at'");

        schema.Next().ShouldBeTrue();
        schema.Texts(0).Text(0).ShouldBe("INT64");
        schema.Texts(1).Text(0).ShouldContain("isAdjustedToUTC=1");
        schema.Texts(1).Text(0).ShouldContain("MICROS");
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    public void Write_InASessionOfAnotherZone_GivesTheSameBytes(string zone)
    {
        var expected = Write();
        var path = folder.File("zone.parquet");
        using (var database = DuckDbDatabase.Open(new DuckDbOptions()))
        using (var connection = database.Connect())
        {
            connection.Execute($"SET TimeZone = '{zone}'");
            connection.Execute("CREATE TABLE content (known_at TIMESTAMPTZ)");
            using (var appender = connection.Append("content"))
            {
                appender.SetInstants(0, [Close, 0, -1]);
                appender.Flush();
                appender.Complete();
            }

            connection.Execute(
                $"COPY content TO {DuckDbConnection.Literal(path)} (FORMAT parquet, COMPRESSION zstd, DICTIONARY_SIZE_LIMIT {ParquetOptions.DictionaryEntries}, "
                + $"ROW_GROUP_SIZE {ParquetOptions.RowGroupRows}, KV_METADATA {{'{ParquetFiles.SchemaKey}': 't/1'}})");
            using var read = connection.Query($"SELECT known_at FROM read_parquet({DuckDbConnection.Literal(path)})");
            read.Next().ShouldBeTrue();
            read.ColumnType(0).ShouldBe(DuckDbType.Instant);
            read.Instants(0).ToArray().ShouldBe([Close, 0, -1]);
        }

        FileDigest.Of(path).ShouldBe(FileDigest.Of(expected));
    }

    [Fact]
    public void Read_InfinityInAFile_SaysSo()
    {
        var path = folder.File("t.parquet");
        using (var database = DuckDbDatabase.Open(new DuckDbOptions()))
        using (var connection = database.Connect())
        {
            connection.Execute($"COPY (SELECT 'infinity'::TIMESTAMPTZ AS known_at) TO {DuckDbConnection.Literal(path)} (FORMAT parquet, KV_METADATA {{'{ParquetFiles.SchemaKey}': 't/1'}})");
        }

        using var files = new ParquetFiles(folder.Path);
        Should.Throw<ArtifactException>(() => files.Read(path)).Message
            .ShouldBe("Column 'known_at' of table t/1 holds an instant outside the years 1 to 9999; make it anew.");
    }

    private string Write()
    {
        var path = folder.File("expected.parquet");
        using var files = new ParquetFiles(folder.Path);
        files.Write(new Table("t/1", new InstantColumn("known_at", [Close, 0, -1])), path);
        return path;
    }
}
