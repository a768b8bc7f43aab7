using Assay.Models.Export;
using Assay.Models.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Assay.Models.Learners;

/// <summary>
/// What FastTree and FastForest share. Microsoft.ML's own files carry the time of writing, so the trees are taken over into
/// <see cref="TreeFile"/>, and after every fit both must score alike.
/// </summary>
internal static class MicrosoftTrees
{
    /// <summary>Rows on which the trees taken over are compared with the library.</summary>
    private const int ComparedRows = 1_000;

    /// <summary>The library adds leaves in double and hands the sum out in single precision.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Fits a trainer and takes its trees over.</summary>
    /// <param name="trainerOf">Makes the trainer.</param>
    /// <param name="treesOf">Its trees.</param>
    /// <param name="isAverage">True for a forest.</param>
    /// <param name="cancellationToken">Heeded before and after the fit: the library cannot be told to stop.</param>
    /// <exception cref="ModelException">The trees taken over score otherwise than the library.</exception>
    internal static TreeEnsemble Fit<TModel, TTree>(
        TrainingSet set,
        LearnerSettings settings,
        bool isAverage,
        Func<MLContext, ITrainerEstimator<RegressionPredictionTransformer<TModel>, TModel>> trainerOf,
        Func<TModel, TreeEnsemble<TTree>> treesOf,
        CancellationToken cancellationToken)
        where TModel : class
        where TTree : RegressionTreeBase
    {
        cancellationToken.ThrowIfCancellationRequested();
        var context = new MLContext(settings.Seed);
        var rows = context.Data.LoadFromEnumerable(Rows(set), Schema(set.Features));
        var fitted = trainerOf(context).Fit(rows);
        cancellationToken.ThrowIfCancellationRequested();
        var ensemble = TakeOver(treesOf(fitted.Model), set.FeatureNames, isAverage);
        Compare(ensemble, set, context.Data.CreateEnumerable<ScoredRow>(fitted.Transform(rows), reuseRowObject: true));
        return ensemble;
    }

    /// <summary>Reads the model file of either.</summary>
    internal static TreeModel Read(string kind, byte[] model)
    {
        var ensemble = TreeFile.Read(model);
        return new TreeModel(kind, model, ensemble, ensemble.Score);
    }

    /// <summary>A value goes to the left where it is at most the threshold, and a missing one, which compares with nothing, to the right.</summary>
    private static TreeEnsemble TakeOver<TTree>(TreeEnsemble<TTree> library, IReadOnlyList<string> names, bool isAverage)
        where TTree : RegressionTreeBase
    {
        return new TreeEnsemble
        {
            FeatureNames = names,
            Comparison = TreeComparison.LessOrEqual,
            Trees = [.. library.Trees.Select((tree, index) => Nodes(tree, library.TreeWeights[index]))],
            IsAverage = isAverage,
            BaseValue = library.Bias,
        };
    }

    private static List<TreeNode> Nodes(RegressionTreeBase tree, double weight)
    {
        var (features, thresholds) = (tree.NumericalSplitFeatureIndexes, tree.NumericalSplitThresholds);
        return TreeFlattening.Flatten(
            number => number < 0
                ? TreeNode.Leaf(weight * tree.LeafValues[~number])
                : new TreeNode(features[number], thresholds[number], tree.LeftChild[number], tree.RightChild[number], MissingIsTrue: false, 0),
            root: tree.NumberOfNodes == 0 ? ~0 : 0,
            limit: 2 * tree.NumberOfLeaves - 1);
    }

    private static void Compare(TreeEnsemble ensemble, TrainingSet set, IEnumerable<ScoredRow> library)
    {
        var scores = new double[Math.Min(ComparedRows, set.Rows)];
        ensemble.Score(set.Values.Span[..(scores.Length * set.Features)], scores);
        var row = 0;
        foreach (var scored in library.Take(scores.Length))
        {
            // Written so that a NaN fails too.
            if (!(Math.Abs(scored.Score - scores[row]) <= Tolerance))
            {
                throw new ModelException($"Microsoft.ML scores row {row} with {scored.Score}, and its trees as they were read give {scores[row]}; report this with the package's version.");
            }

            row++;
        }
    }

    private static SchemaDefinition Schema(int features)
    {
        var schema = SchemaDefinition.Create(typeof(LabelledRow));
        schema[nameof(LabelledRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return schema;
    }

    private static IEnumerable<LabelledRow> Rows(TrainingSet set)
    {
        for (var row = 0; row < set.Rows; row++)
        {
            yield return new LabelledRow
            {
                Features = set.Values.Slice(row * set.Features, set.Features).ToArray(),
                Label = set.Labels.Span[row],
            };
        }
    }

    private sealed class LabelledRow
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class ScoredRow
    {
        public float Score { get; set; }
    }
}
