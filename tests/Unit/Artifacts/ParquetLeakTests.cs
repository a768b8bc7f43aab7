using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class ParquetLeakTests
{
    [Fact]
    public void WriteAndRead_ThousandTimes_KeepsMemoryAndHandles()
    {
        using var folder = new TemporaryFolder();
        using var files = new ParquetFiles(folder.Path, mostIdle: 1);
        using var once = new ParquetFiles(folder.Path);
        var table = new Table("t/1", TextColumn.FromTexts("s", [new string('y', 20_000), null]), new Float64Column("d", [1, double.NaN]));
        var handles = 0;

        // A leaked text, chunk or batch is 20 kB or more: 20 MB.
        ProcessMemory.GrowthOf(calls: 1_000, () =>
        {
            files.Write(table, folder.File("t.parquet"));
            files.Read(folder.File("t.parquet")).RowCount.ShouldBe(2);
            Should.Throw<ArtifactException>(() => files.Read(folder.File("t.parquet"), ["x"]));
            handles = handles == 0 ? Handles() : handles;
        }).ShouldBeLessThan(15L << 20);
        ProcessMemory.GrowthOf(calls: 100, () => once.CountRows(folder.File("t.parquet")).ShouldBe(2)).ShouldBeLessThan(15L << 20);
        (Handles() - handles).ShouldBeLessThan(16);
    }

    private static int Handles() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
