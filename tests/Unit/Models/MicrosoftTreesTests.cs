using Assay.Models.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Assay.Tests.Unit.Models;

/// <summary>Microsoft.ML itself, called with its own options and scoring with its own transformer, is what our models must agree with.</summary>
public sealed class MicrosoftTreesTests
{
    private const int Seed = 1;

    private static readonly MLContext Context = new(Seed);

    [Fact]
    public void Fit_FastTree_ScoresAsMicrosoftMlDoes()
    {
        var options = new FastTreeRegressionTrainer.Options
        {
            NumberOfTrees = 60,
            LearningRate = 0.1,
            NumberOfLeaves = 15,
            FeatureFraction = 0.8,
            BaggingExampleFraction = 0.8,
            BaggingSize = 5,
            MinimumExampleCountPerLeaf = 5,
            MaximumBinCountPerFeature = 63,
            Seed = Seed,
            FeatureSelectionSeed = Seed,
        };

        AgreesWith("fast_tree", Context.Regression.Trainers.FastTree(options).Fit(Rows(0, 3_000)));
    }

    [Fact]
    public void Fit_FastForest_ScoresAsMicrosoftMlDoes()
    {
        var options = new FastForestRegressionTrainer.Options
        {
            NumberOfTrees = 30,
            NumberOfLeaves = 31,
            FeatureFraction = 0.8,
            BaggingExampleFraction = 0.6,
            BaggingSize = 1,
            MinimumExampleCountPerLeaf = 5,
            MaximumBinCountPerFeature = 63,
            Seed = Seed,
            FeatureSelectionSeed = Seed,
        };

        AgreesWith("fast_forest", Context.Regression.Trainers.FastForest(options).Fit(Rows(0, 3_000)));
    }

    [Fact]
    public void Fit_FastTreeWithValidation_KeepsTheTreesOfTheLeastError()
    {
        var all = TreesOf(new ModelTrainer(1, Seed).Train(Candidates.Of("fast_tree"), Candidates.Set(Candidates.Table, 0, 2_500), null).Model);
        var later = Candidates.Set(Candidates.Table, 2_500, 500);
        var errors = new double[all.Trees.Count];
        for (var kept = 1; kept <= errors.Length; kept++)
        {
            var scores = new double[500];
            (all with { Trees = [.. all.Trees.Take(kept)] }).Score(later.Values.Span, scores);
            errors[kept - 1] = Math.Sqrt(scores.Select((score, row) => Math.Pow(score - later.Labels.Span[row], 2)).Average());
        }

        var result = Candidates.Train("fast_tree", Seed);

        result.Rounds.ShouldBe(Array.IndexOf(errors, errors.Min()) + 1);
        result.ValidationRmse.ShouldNotBeNull().ShouldBe(errors.Min(), 1e-12);
        TreesOf(result.Model).Trees.Count.ShouldBe(result.Rounds);
    }

    private static Assay.Models.Export.TreeEnsemble TreesOf(byte[] model)
    {
        using var loaded = TrainedModel.Load("fast_tree", model, threads: 1);
        return Candidates.Trees(loaded);
    }

    private static void AgreesWith(string kind, ITransformer library)
    {
        var table = Candidates.Table;
        using var model = TrainedModel.Load(
            kind, new ModelTrainer(threads: 2, Seed).Train(Candidates.Of(kind), Candidates.Set(table, 0, 3_000), null).Model, threads: 1);
        var scores = new double[table.Rows];
        model.Predict(table.Values, scores);

        var expected = Context.Data.CreateEnumerable<Scored>(library.Transform(Rows(0, table.Rows)), reuseRowObject: false).Select(row => (double)row.Score).ToArray();

        table.Values.Count(float.IsNaN).ShouldBeGreaterThan(500);
        expected.Max().ShouldBeGreaterThan(0.3);
        scores.ShouldBe(expected, 1e-6);
    }

    private static IDataView Rows(int first, int count)
    {
        var set = Candidates.Set(Candidates.Table, first, count);
        var schema = SchemaDefinition.Create(typeof(Labelled));
        schema[nameof(Labelled.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Features);
        return Context.Data.LoadFromEnumerable(
            Enumerable.Range(0, count).Select(row => new Labelled
            {
                Features = set.Values.Slice(row * set.Features, set.Features).ToArray(),
                Label = set.Labels.Span[row],
            }).ToArray(),
            schema);
    }

    private sealed class Labelled
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
