using Assay.Tests.Support;
using Assay.XGBoost;

namespace Assay.Tests.Unit.XGBoost;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class XGBoostLeakTests
{
    [Fact]
    public void Load_PredictAndDispose_TenThousandTimesKeepsMemory()
    {
        var table = SeededTable.Draw(rows: 200, features: 4, missingFraction: 0.1, seed: 3);
        byte[] model;
        using (var matrix = XGBoostMatrix.Create(table.Values, table.Features, table.Labels, threads: 1))
        using (var booster = XGBoostBooster.Create([matrix], [new("tree_method", "hist"), new("nthread", "1"), new("verbosity", "0")]))
        {
            booster.Update(0, matrix);
            model = booster.Save();
        }

        var scores = new float[2];

        // A model's text of about 10 kB leaked each time would be 100 MB.
        ProcessMemory.GrowthOf(calls: 10_000, () =>
        {
            using var loaded = XGBoostBooster.Load(model, threads: 1);
            loaded.Predict(table.Values.AsSpan(0, 8), scores);
        }).ShouldBeLessThan(40L << 20);
    }

    [Fact]
    public void Create_UpdateAndDispose_ThousandTimesKeepsMemory()
    {
        var table = SeededTable.Draw(rows: 1_000, features: 4, missingFraction: 0.1, seed: 3);

        // A leaked matrix is about 36 kB.
        ProcessMemory.GrowthOf(calls: 1_000, () =>
        {
            using var matrix = XGBoostMatrix.Create(table.Values, table.Features, table.Labels, threads: 1);
            using var booster = XGBoostBooster.Create([matrix], [new("tree_method", "hist"), new("max_depth", "2"), new("nthread", "1")]);
            booster.Update(0, matrix);
        }).ShouldBeLessThan(15L << 20);
    }
}
