using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

/// <summary>Small candidates of every family, and models trained on a seeded table.</summary>
internal static class Candidates
{
    internal const int Threads = 2;

    internal static CandidateSpec Xgboost { get; } = new()
    {
        Name = "xgboost",
        Kind = CandidateKind.Xgboost,
        Xgboost = new XgboostOptions
        {
            MaxRounds = 60,
            EarlyStoppingRounds = 10,
            LearningRate = 0.1,
            MaxDepth = 5,
            MinChildWeight = 5,
            RowFraction = 0.8,
            FeatureFraction = 0.8,
            MinSplitGain = 0.01,
            L2Penalty = 1,
            MaxBins = 64,
        },
    };

    internal static CandidateSpec Lightgbm { get; } = new()
    {
        Name = "lightgbm",
        Kind = CandidateKind.Lightgbm,
        Lightgbm = new LightgbmOptions
        {
            MaxRounds = 60,
            EarlyStoppingRounds = 10,
            LearningRate = 0.1,
            Leaves = 15,
            FeatureFraction = 0.8,
            BaggingFraction = 0.8,
            BaggingEveryRounds = 5,
            MinRowsPerLeaf = 5,
            L2Penalty = 0,
            MaxBins = 63,
        },
    };

    internal static CandidateSpec RandomForest { get; } = new()
    {
        Name = "random_forest",
        Kind = CandidateKind.RandomForest,
        RandomForest = new RandomForestOptions
        {
            Trees = 30,
            Leaves = 31,
            FeatureFraction = 0.5,
            BaggingFraction = 0.6,
            MinRowsPerLeaf = 5,
            MaxBins = 63,
        },
    };

    internal static SeededTable Table { get; } = SeededTable.Draw(rows: 3_000, features: 6, missingFraction: 0.05, seed: 11);

    internal static CandidateSpec Of(CandidateKind kind) => kind switch
    {
        CandidateKind.Xgboost => Xgboost,
        CandidateKind.Lightgbm => Lightgbm,
        CandidateKind.RandomForest => RandomForest,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    internal static TrainingSet Set(SeededTable table, int firstRow, int rows) => new(
        table.Values.AsMemory(firstRow * table.Features, rows * table.Features),
        table.Labels.AsMemory(firstRow, rows),
        [.. Enumerable.Range(0, table.Features).Select(index => $"feature_{index}")]);

    /// <summary>Trains on the first 2,500 rows of <see cref="Table"/> and validates on the last 500.</summary>
    internal static TrainingResult Train(CandidateKind kind, int seed = 1) =>
        new ModelTrainer(Threads, seed).Train(Of(kind), Set(Table, 0, 2_500), Set(Table, 2_500, 500));

    internal static ITrainedModel Model(CandidateKind kind)
    {
        if (kind != CandidateKind.Blend)
        {
            return TrainedModel.Load(kind, Train(kind).Model, Threads);
        }

        return new BlendedModel([Model(CandidateKind.Xgboost), Model(CandidateKind.Lightgbm), Model(CandidateKind.RandomForest)]);
    }
}
