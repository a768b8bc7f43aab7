using Assay.Models.Export;
using Assay.Models.Training;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Assay.Models.Learners;

/// <summary>Gradient boosted trees by Microsoft.ML (FastTree, Burges's MART): regression on the label with squared error.</summary>
internal sealed class FastTreeLearner : ILearner
{
    /// <summary>Trees that are grown; with a validation part as many of them are kept as have the least error there.</summary>
    private static readonly LearnerParameter Trees = LearnerParameter.Whole("trees", 1, 10_000);

    /// <summary>Shrinkage of each tree.</summary>
    private static readonly LearnerParameter LearningRate = LearnerParameter.Fraction("learning_rate");

    /// <summary>Most leaves of a tree.</summary>
    private static readonly LearnerParameter Leaves = LearnerParameter.Whole("leaves", 2, 1_024);

    /// <summary>Share of the features drawn for each tree.</summary>
    private static readonly LearnerParameter FeatureFraction = LearnerParameter.Fraction("feature_fraction");

    /// <summary>Share of the rows in a bag.</summary>
    private static readonly LearnerParameter BaggingFraction = LearnerParameter.Fraction("bagging_fraction");

    /// <summary>A new bag is drawn every so many trees; 0 is never.</summary>
    private static readonly LearnerParameter BaggingEveryTrees = LearnerParameter.Whole("bagging_every_trees", 0, 1_000);

    /// <summary>Least rows in a leaf.</summary>
    private static readonly LearnerParameter MinRowsPerLeaf = LearnerParameter.Whole("min_rows_per_leaf", 1, int.MaxValue);

    /// <summary>Histogram bins per feature.</summary>
    private static readonly LearnerParameter MaxBins = LearnerParameter.Whole("max_bins", 2, 255);

    public string Kind => "fast_tree";

    public IReadOnlyList<LearnerParameter> Parameters { get; } =
        [Trees, LearningRate, Leaves, FeatureFraction, BaggingFraction, BaggingEveryTrees, MinRowsPerLeaf, MaxBins];

    public bool StopsEarly => true;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken)
    {
        var ensemble = MicrosoftTrees.Fit<FastTreeRegressionModelParameters, RegressionTree>(
            training, settings, isAverage: false, context => Trainer(context, settings), model => model.TrainedTreeEnsemble, cancellationToken);
        var sums = new double[validation?.Rows ?? 0];
        var outcome = BoostingRounds.Run(
            ensemble.Trees.Count,
            patience: ensemble.Trees.Count,
            _ => true,
            validation is null ? null : tree =>
            {
                ensemble.AddTree(tree, validation.Values.Span, sums);
                return Rmse(sums, validation.Labels.Span);
            },
            cancellationToken);
        var kept = ensemble with { Trees = [.. ensemble.Trees.Take(outcome.Rounds)] };
        return new TrainingResult(TreeFile.Write(kept), outcome.Rounds, outcome.ValidationRmse);
    }

    public ITrainedModel Read(byte[] model, int threads) => MicrosoftTrees.Read(Kind, model);

    private static double Rmse(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var sum = 0.0;
        for (var row = 0; row < scores.Length; row++)
        {
            var error = scores[row] - labels[row];
            sum += error * error;
        }

        return Math.Sqrt(sum / scores.Length);
    }

    private static FastTreeRegressionTrainer Trainer(MLContext context, LearnerSettings settings) =>
        context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            NumberOfTrees = settings.Whole(Trees),
            LearningRate = settings.Number(LearningRate),
            NumberOfLeaves = settings.Whole(Leaves),
            FeatureFraction = settings.Number(FeatureFraction),
            BaggingExampleFraction = settings.Number(BaggingFraction),
            BaggingSize = settings.Whole(BaggingEveryTrees),
            MinimumExampleCountPerLeaf = settings.Whole(MinRowsPerLeaf),
            MaximumBinCountPerFeature = settings.Whole(MaxBins),
            Seed = settings.Seed,
            FeatureSelectionSeed = settings.Seed,
            NumberOfThreads = settings.Threads,
        });
}
