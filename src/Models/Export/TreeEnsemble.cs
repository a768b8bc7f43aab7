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
}
