using Assay.Models.Export;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class OnnxLeakTests
{
    [Fact]
    public void Score_TenThousandTimes_KeepsMemory()
    {
        using var scorer = OnnxScorer.Load(OnnxScorerTests.Exported(), threads: 1);
        var scores = new double[2_000];

        // A leaked output is 8 kB: 80 MB.
        ProcessMemory.GrowthOf(calls: 10_000, () => scorer.Score(Candidates.Table.Values.AsSpan(0, 12_000), scores)).ShouldBeLessThan(15L << 20);
    }

    [Fact]
    public void Load_AndDispose_ThousandTimesKeepsMemory()
    {
        var onnx = OnnxScorerTests.Exported();

        ProcessMemory.GrowthOf(calls: 1_000, () =>
        {
            OnnxScorer.Load(onnx, threads: 1).Dispose();
            Should.Throw<ModelException>(() => OnnxScorer.Load("no model"u8, threads: 1));
        }).ShouldBeLessThan(15L << 20);
    }
}
