using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
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
        var schema = DuckDbWitness.Ask($"SELECT type, logical_type FROM parquet_schema('{path}') WHERE name = 'known_at'").Single();

        schema[0].ShouldBe("INT64");
        schema[1].ToString()!.ShouldContain("isAdjustedToUTC=1");
        schema[1].ToString()!.ShouldContain("MICROS");
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    public void Write_TheFile_HoldsTheSameInstantsInAnyZone(string zone) =>
        DuckDbWitness.Ask($"SET TimeZone = '{zone}'", $"SELECT epoch_us(known_at) FROM read_parquet('{Write()}')").Select(row => row[0]).ShouldBe([Close, 0L, -1L]);

    [Fact]
    public void Read_InfinityInAFile_SaysSo()
    {
        var path = folder.File("t.parquet");
        DuckDbWitness.Ask($"COPY (SELECT 'infinity'::TIMESTAMPTZ AS known_at) TO '{path}' (FORMAT parquet, KV_METADATA {{'{ParquetFiles.SchemaKey}': 't/1'}})");

        Should.Throw<ArtifactException>(() => ParquetFiles.Read(path)).Message
            .ShouldBe("Column 'known_at' of table t/1 holds an instant outside the years 1 to 9999; make it anew.");
    }

    private string Write()
    {
        var path = folder.File("expected.parquet");
        ParquetFiles.Write(new Table("t/1", new InstantColumn("known_at", [Close, 0, -1])), path);
        return path;
    }
}
