using System.Security.Cryptography;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

/// <summary>What must hold of every learner, or of all of its family.</summary>
public sealed class LearnerPropertyTests
{
    private const int Rows = 2_000;

    public static TheoryData<string> Kinds => [.. Candidates.Kinds];

    /// <summary>The rows after the window may be anything: a fit reads its window and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_OtherFuture_GivesTheSameBytes(string kind)
    {
        var table = Candidates.Table;
        var other = table with { Values = [.. table.Values], Labels = [.. table.Labels] };
        other.Values.AsSpan(Rows * table.Features).Fill(0.5f);
        other.Labels.AsSpan(Rows).Fill(-1);

        Train(kind, Candidates.Set(other, 0, Rows)).ShouldBe(Train(kind, Candidates.Set(table, 0, Rows)));
    }

    /// <summary>A learner that does not stop early is given its whole window, and what it is given beside it is not learnt from.</summary>
    [Theory]
    [InlineData("random_forest")]
    [InlineData("fast_forest")]
    [InlineData("ridge")]
    public void Train_WithValidation_DoesNotLearnFromIt(string kind)
    {
        var training = Candidates.Set(Candidates.Table, 0, Rows);

        new ModelTrainer(Candidates.Threads, seed: 1).Train(Candidates.Of(kind), training, Candidates.Set(Candidates.Table, Rows, 500)).Model
            .ShouldBe(Train(kind, training));
    }

    /// <summary>Scores follow the rows: units of the features do not matter. Factors are powers of two, so that no bit is lost.</summary>
    [Theory]
    [InlineData("xgboost")]
    [InlineData("lightgbm")]
    [InlineData("random_forest")]
    [InlineData("fast_tree")]
    [InlineData("fast_forest")]
    [InlineData("ridge")]
    public void Train_FeaturesInOtherUnits_ScoresTheSame(string kind)
    {
        var table = Candidates.Table;
        var other = table with { Values = [.. table.Values.Select((value, index) => value * MathF.ScaleB(1, (index % table.Features) - 2))] };

        Scores(kind, Train(kind, Candidates.Set(other, 0, Rows)), other.Values)
            .ShouldBe(Scores(kind, Train(kind, Candidates.Set(table, 0, Rows)), table.Values), 1e-6);
    }

    /// <summary>A line knows no order of rows or columns.</summary>
    [Fact]
    public void Train_RidgeOnRowsAndFeaturesInReverse_ScoresTheSame()
    {
        var table = Candidates.Table;
        var training = Candidates.Set(table, 0, Rows);
        var values = training.Values.ToArray();
        Array.Reverse(values);
        var labels = training.Labels.ToArray();
        Array.Reverse(labels);
        var reversed = new TrainingSet(values, labels, [.. training.FeatureNames.Reverse()]);
        var expected = Scores("ridge", Train("ridge", training), training.Values.Span);

        var scores = Scores("ridge", Train("ridge", reversed), values);

        Array.Reverse(scores);
        scores.ShouldBe(expected, 1e-12);
    }

    /// <summary>Trees that draw neither rows nor features split the same way whatever the order of the rows.</summary>
    [Fact]
    public void Train_FastTreeWithoutDrawsOnRowsInReverse_ScoresTheSame()
    {
        var spec = Candidates.Of("fast_tree").With("feature_fraction", 1).With("bagging_every_trees", 0);
        var training = Candidates.Set(Candidates.Table, 0, Rows);
        var values = new float[training.Values.Length];
        for (var row = 0; row < Rows; row++)
        {
            training.Values.Slice(row * training.Features, training.Features).CopyTo(values.AsMemory((Rows - 1 - row) * training.Features));
        }

        var reversed = new TrainingSet(values, training.Labels.ToArray().Reverse().ToArray(), training.FeatureNames);
        var trainer = new ModelTrainer(Candidates.Threads, seed: 1);

        Scores("fast_tree", trainer.Train(spec, reversed, null).Model, Candidates.Table.Values)
            .ShouldBe(Scores("fast_tree", trainer.Train(spec, training, null).Model, Candidates.Table.Values), 1e-6);
    }

    /// <summary>
    /// Taken on an x64 machine with 512-bit vectors, and the same there with AVX and with all vector instructions turned off
    /// (DOTNET_EnableAVX=0, DOTNET_EnableHWIntrinsic=0): another hash on another machine is a fault. A new version of the package may change
    /// those of its trees.
    /// </summary>
    [Theory]
    [InlineData("fast_tree", "43e9d4ae78e735c858f1bb96a9334bb2c9669d8604101087831ab712e9f17199")]
    [InlineData("fast_forest", "eff73368bdc82f55fed753ecdef289a519c0003e74933cfd0c10d33921962542")]
    [InlineData("ridge", "afe2afd9ffd7b1cde7a8ea4e34cf398235664ffa0cb54f7dae43a50597e38140")]
    public void Train_GoldenRows_GivesTheKnownBytes(string kind, string hash) =>
        Convert.ToHexStringLower(SHA256.HashData(Train(kind, GoldenRows.Set(0, 240)))).ShouldBe(hash);

    private static byte[] Train(string kind, TrainingSet set) => new ModelTrainer(Candidates.Threads, seed: 1).Train(Candidates.Of(kind), set, null).Model;

    private static double[] Scores(string kind, byte[] model, ReadOnlySpan<float> rows)
    {
        using var loaded = TrainedModel.Load(kind, model, Candidates.Threads);
        var scores = new double[rows.Length / loaded.FeatureNames.Count];
        loaded.Predict(rows, scores);
        return scores;
    }
}
