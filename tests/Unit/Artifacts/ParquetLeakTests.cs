using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class ParquetLeakTests
{
    [Fact]
    public void WriteAndRead_ThousandsOfTimes_KeepsMemoryAndHandles()
    {
        using var folder = new TemporaryFolder();
        var table = new Table("t/1", TextColumn.FromTexts("s", [new string('y', 20_000), null]), new Float64Column("d", [1, double.NaN]));
        var path = folder.File("t.parquet");
        ParquetFiles.Write(table, path);
        var handles = Handles();

        // A leaked column, or file, is 20 kB or more: 60 MB.
        ProcessMemory.GrowthOf(calls: 3_000, () =>
        {
            ParquetFiles.Write(table, path);
            ParquetFiles.Read(path).RowCount.ShouldBe(2);
            Should.Throw<ArtifactException>(() => ParquetFiles.Read(path, ["x"]));
            Should.Throw<ArtifactException>(() => ParquetFiles.Write(table, "/dev/full"));
        }).ShouldBeLessThan(15L << 20);
        (Handles() - handles).ShouldBeLessThan(16);
    }

    [Fact]
    public void ForeignParquet_HundredTimes_KeepsMemoryAndHandles()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.parquet");
        ParquetFiles.Write(new Table("t/1", TextColumn.FromTexts("s", [new string('y', 20_000), null]), new Float64Column("d", [1, double.NaN])), path);
        using (new ForeignParquet(path))
        {
        }

        var handles = Handles();

        // A leaked database is half a megabyte or more: 100 MB.
        ProcessMemory.GrowthOf(calls: 200, () =>
        {
            using var file = new ForeignParquet(path);
            file.Read("t/1", [("d", "d", true), ("s", "s", false)]).RowCount.ShouldBe(2);
        }).ShouldBeLessThan(24L << 20);
        (Handles() - handles).ShouldBeLessThan(16);
    }

    private static int Handles() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
