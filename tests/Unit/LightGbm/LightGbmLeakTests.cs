using Assay.LightGbm;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.LightGbm;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class LightGbmLeakTests
{
    [Fact]
    public void Load_PredictAndDispose_TenThousandTimesKeepsMemory()
    {
        var table = SeededTable.Draw(rows: 200, features: 4, missingFraction: 0.1, seed: 3);
        const string parameters = "objective=regression num_leaves=31 min_data_in_leaf=3 num_threads=1 verbosity=-1";
        using var dataset = LightGbmDataset.Create(table.Values, table.Features, table.Labels, parameters, reference: null);
        using var booster = LightGbmBooster.Create(dataset, parameters);
        for (var round = 0; round < 5; round++)
        {
            booster.Update();
        }

        var model = booster.Save(rounds: 0);
        var scores = new double[2];

        // A model's text of about 20 kB leaked each time would be 200 MB.
        ProcessMemory.GrowthOf(calls: 10_000, () =>
        {
            using var loaded = LightGbmBooster.Load(model);
            loaded.Predict(table.Values.AsSpan(0, 8), threads: 1, scores);
        }).ShouldBeLessThan(40L << 20);
    }

    [Fact]
    public void Create_UpdateAndDispose_ThousandTimesKeepsMemory()
    {
        var table = SeededTable.Draw(rows: 2_000, features: 4, missingFraction: 0.1, seed: 3);

        // A leaked table of bins and labels is about 20 kB.
        ProcessMemory.GrowthOf(calls: 1_000, () =>
        {
            using var dataset = LightGbmDataset.Create(table.Values, table.Features, table.Labels, "num_threads=1 verbosity=-1", reference: null);
            using var booster = LightGbmBooster.Create(dataset, "objective=regression num_threads=1 verbosity=-1");
            booster.Update();
        }).ShouldBeLessThan(15L << 20);
    }
}
