using Assay.OnnxRuntime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.OnnxRuntime;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class OnnxLeakTests
{
    [Fact]
    public void Run_TenThousandTimes_KeepsMemory()
    {
        using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);
        var values = new float[3 * 2_000];
        var sums = new float[2_000];

        // A leaked output is 8 kB: 80 MB.
        ProcessMemory.GrowthOf(calls: 10_000, () =>
        {
            session.Run("x", values, [2_000, 3], "y", sums);
            session.FindMetadata("colour");
        }).ShouldBeLessThan(15L << 20);
    }

    [Fact]
    public void Load_AndDispose_ThousandTimesKeepsMemory() =>
        ProcessMemory.GrowthOf(calls: 1_000, () =>
        {
            using var session = OnnxSession.Load(RowSumModel.Bytes, threads: 1);
            Should.Throw<OnnxRuntimeException>(() => session.Run("z", [1f, 2f, 3f], [1, 3], "y", new float[1]));
        }).ShouldBeLessThan(15L << 20);
}
