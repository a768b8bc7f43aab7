using Assay.Models.Export;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

public sealed class OnnxParityTests
{
    public static TheoryData<string> Kinds => [.. Candidates.Kinds, BlendedModel.BlendKind];

    public static TheoryData<string> Learnt => [.. Candidates.Kinds];

    public static TheoryData<string> OfTrees => [.. Candidates.Kinds.Except(["ridge"])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Check_TenThousandRowsWithMissingValues_AgreeWithinAMillionth(string kind)
    {
        using var model = Candidates.Model(kind);
        var rows = SeededTable.Draw(rows: 10_000, features: 6, missingFraction: 0.2, seed: 21);

        var report = OnnxParity.Check(OnnxExporter.Export(model), model, rows.Values, tolerance: 1e-6, Candidates.Threads);

        report.Rows.ShouldBe(10_000);
        report.RowsWithMissing.ShouldBeGreaterThan(5_000);
        report.MaxAbsDifference.ShouldBeLessThan(1e-6);
        report.IsWithinTolerance.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(OfTrees))]
    public void Check_ValuesAtAndBesideEveryThreshold_Agree(string kind)
    {
        using var model = Candidates.Model(kind);
        var rows = new List<float>();
        foreach (var node in Candidates.Trees(model).Trees.SelectMany(tree => tree).Where(node => !node.IsLeaf))
        {
            var at = (float)node.Threshold;
            foreach (var value in new[] { at, MathF.BitDecrement(at), MathF.BitIncrement(at) })
            {
                var row = Candidates.Table.Values.AsSpan(rows.Count % 100 * 6, 6).ToArray();
                row[node.Feature] = value;
                rows.AddRange(row);
            }
        }

        OnnxParity.Check(OnnxExporter.Export(model), model, rows.ToArray(), tolerance: 1e-6, Candidates.Threads).IsWithinTolerance.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Check_SpecialValuesInEveryFeature_Agree(string kind)
    {
        using var model = Candidates.Model(kind);
        float[] specials =
        [
            float.NaN, 0f, -0f, float.Epsilon, -float.Epsilon, 1e-38f, -1e-38f, 1e-35f, -1e-35f, MathF.BitIncrement(1e-35f),
            MathF.BitDecrement(-1e-35f), float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
        ];
        var rows = new List<float>();
        foreach (var special in specials)
        {
            rows.AddRange(Enumerable.Repeat(special, 6));
            for (var feature = 0; feature < 6; feature++)
            {
                for (var source = 0; source < 20; source++)
                {
                    var row = Candidates.Table.Values.AsSpan(source * 6, 6).ToArray();
                    row[feature] = special;
                    rows.AddRange(row);
                }
            }
        }

        OnnxParity.Check(OnnxExporter.Export(model), model, rows.ToArray(), tolerance: 1e-6, Candidates.Threads).IsWithinTolerance.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Learnt))]
    public void Check_FeaturesAroundZeroAndNoneMissingInTraining_Agree(string kind)
    {
        // Many exact zeros and no gaps put thresholds into LightGBM's zero band and give its nodes the missing type None.
        var table = SeededTable.Draw(rows: 2_000, features: 6, missingFraction: 0, seed: 31);
        for (var index = 0; index < table.Values.Length; index += 2)
        {
            table.Values[index] = 0;
        }

        var trained = new ModelTrainer(Candidates.Threads, seed: 1).Train(Candidates.Of(kind), Candidates.Set(table, 0, 2_000), null);
        using var model = TrainedModel.Load(kind, trained.Model, Candidates.Threads);
        var random = new Random(32);
        float[] near = [float.NaN, 0f, 1e-36f, -1e-36f, 1e-35f, -1e-35f, 2e-35f, -2e-35f, float.Epsilon, -float.Epsilon, 0.3f, -0.3f];
        var rows = Enumerable.Range(0, 6 * 2_000).Select(_ => near[random.Next(near.Length)]).ToArray();

        OnnxParity.Check(OnnxExporter.Export(model), model, rows, tolerance: 1e-6, Candidates.Threads).IsWithinTolerance.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Learnt))]
    public void Check_NothingToLearn_LeavesOfASingleTreeAgree(string kind)
    {
        var table = SeededTable.Draw(rows: 300, features: 6, missingFraction: 0.1, seed: 41);
        table.Labels.AsSpan().Fill(0.25f);
        var trained = new ModelTrainer(Candidates.Threads, seed: 1).Train(Candidates.Of(kind), Candidates.Set(table, 0, 300), null);
        using var model = TrainedModel.Load(kind, trained.Model, Candidates.Threads);

        OnnxParity.Check(OnnxExporter.Export(model), model, table.Values, tolerance: 1e-6, Candidates.Threads).IsWithinTolerance.ShouldBeTrue();
    }

    [Fact]
    public void Check_AnotherModel_IsOutsideTheTolerance()
    {
        using var model = Candidates.Model("lightgbm");
        using var other = Candidates.Model("xgboost");

        var report = OnnxParity.Check(OnnxExporter.Export(other), model, Candidates.Table.Values, tolerance: 1e-6, Candidates.Threads);

        report.IsWithinTolerance.ShouldBeFalse();
        report.MaxAbsDifference.ShouldBeGreaterThan(0.001);
    }
}
