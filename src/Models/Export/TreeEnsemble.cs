namespace Assay.Models.Export;

/// <summary>Trees in a form that belongs to no library. The score is <see cref="BaseValue"/> plus the sum or mean of the trees' leaves.</summary>
public sealed record TreeEnsemble
{
    public required IReadOnlyList<string> FeatureNames { get; init; }

    public required TreeComparison Comparison { get; init; }

    /// <summary>Each tree as its nodes, root first; children have greater indices than their parent.</summary>
    public required IReadOnlyList<IReadOnlyList<TreeNode>> Trees { get; init; }

    /// <summary>True for a forest, whose trees are averaged; false where they add up.</summary>
    public required bool IsAverage { get; init; }

    /// <summary>Added to every score, in units of the label.</summary>
    public required double BaseValue { get; init; }

    /// <summary>Scores rows in double precision, tree after tree.</summary>
    /// <param name="rows">Rows × features, row after row; NaN is a missing value.</param>
    /// <param name="scores">Receives one score per row.</param>
    internal void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        scores.Clear();
        for (var tree = 0; tree < Trees.Count; tree++)
        {
            AddTree(tree, rows, scores);
        }

        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = BaseValue + (IsAverage ? scores[row] / Trees.Count : scores[row]);
        }
    }

    /// <summary>Adds the leaves that rows reach in one tree.</summary>
    internal void AddTree(int tree, ReadOnlySpan<float> rows, Span<double> sums)
    {
        TreeNode[] nodes = [.. Trees[tree]];
        for (var row = 0; row < sums.Length; row++)
        {
            var values = rows.Slice(row * FeatureNames.Count, FeatureNames.Count);
            ref readonly var node = ref nodes[0];
            while (!node.IsLeaf)
            {
                var value = values[node.Feature];
                var isTrue = float.IsNaN(value) ? node.MissingIsTrue
                    : Comparison == TreeComparison.Less ? value < node.Threshold
                    : value <= node.Threshold;
                node = ref nodes[isTrue ? node.TrueChild : node.FalseChild];
            }

            sums[row] += node.Value;
        }
    }
}
