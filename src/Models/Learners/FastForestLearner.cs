using Assay.Models.Export;
using Assay.Models.Training;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Assay.Models.Learners;

/// <summary>A random forest by Microsoft.ML (FastForest): trees on fresh bags, whose outputs are averaged.</summary>
internal sealed class FastForestLearner : ILearner
{
    /// <summary>Trees in the forest.</summary>
    private static readonly LearnerParameter Trees = LearnerParameter.Whole("trees", 1, 10_000);

    /// <summary>Most leaves of a tree.</summary>
    private static readonly LearnerParameter Leaves = LearnerParameter.Whole("leaves", 2, 4_096);

    /// <summary>Share of the features drawn for each tree.</summary>
    private static readonly LearnerParameter FeatureFraction = LearnerParameter.Fraction("feature_fraction");

    /// <summary>Share of the rows in each tree's bag.</summary>
    private static readonly LearnerParameter BaggingFraction = LearnerParameter.ProperFraction("bagging_fraction");

    /// <summary>Least rows in a leaf.</summary>
    private static readonly LearnerParameter MinRowsPerLeaf = LearnerParameter.Whole("min_rows_per_leaf", 1, int.MaxValue);

    /// <summary>Histogram bins per feature.</summary>
    private static readonly LearnerParameter MaxBins = LearnerParameter.Whole("max_bins", 2, 255);

    public string Kind => "fast_forest";

    public IReadOnlyList<LearnerParameter> Parameters { get; } = [Trees, Leaves, FeatureFraction, BaggingFraction, MinRowsPerLeaf, MaxBins];

    /// <summary>More trees never hurt a forest, so it learns from the whole window.</summary>
    public bool StopsEarly => false;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken)
    {
        var ensemble = MicrosoftTrees.Fit<FastForestRegressionModelParameters, QuantileRegressionTree>(
            training, settings, isAverage: true, context => Trainer(context, settings), model => model.TrainedTreeEnsemble, cancellationToken);
        return new TrainingResult(TreeFile.Write(ensemble), ensemble.Trees.Count, null);
    }

    public ITrainedModel Read(byte[] model, int threads) => MicrosoftTrees.Read(Kind, model);

    private static FastForestRegressionTrainer Trainer(MLContext context, LearnerSettings settings) =>
        context.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            NumberOfTrees = settings.Whole(Trees),
            NumberOfLeaves = settings.Whole(Leaves),
            FeatureFraction = settings.Number(FeatureFraction),
            BaggingExampleFraction = settings.Number(BaggingFraction),
            BaggingSize = 1,
            MinimumExampleCountPerLeaf = settings.Whole(MinRowsPerLeaf),
            MaximumBinCountPerFeature = settings.Whole(MaxBins),
            Seed = settings.Seed,
            FeatureSelectionSeed = settings.Seed,
            NumberOfThreads = settings.Threads,
        });
}
