namespace Assay.Models.Export;

/// <summary>A node of a tree: a comparison of one feature, or a leaf with a value.</summary>
/// <param name="Feature">Index of the feature compared; −1 marks a leaf.</param>
/// <param name="Threshold">Right side of the comparison, whose operator the ensemble names.</param>
/// <param name="TrueChild">Node after a true comparison.</param>
/// <param name="FalseChild">Node after a false comparison.</param>
/// <param name="MissingIsTrue">Whether a missing value (NaN) counts as a true comparison.</param>
/// <param name="Value">The leaf's contribution to the score; 0 for a comparison.</param>
public readonly record struct TreeNode(int Feature, double Threshold, int TrueChild, int FalseChild, bool MissingIsTrue, double Value)
{
    public bool IsLeaf => Feature < 0;

    internal static TreeNode Leaf(double value) => new(-1, 0, 0, 0, false, value);
}
