using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Models.Training;

namespace Assay.Models.Export;

/// <summary>Trees as a model file of our own (<c>assay.model.trees/1</c>), for libraries whose own files are not the same twice.</summary>
internal static class TreeFile
{
    private const string Schema = "assay.model.trees/1";

    internal static byte[] Write(TreeEnsemble ensemble) => CanonicalJson.Serialize(new Stored(
        Schema,
        ensemble.FeatureNames,
        ensemble.Comparison,
        ensemble.IsAverage,
        ensemble.BaseValue,
        [.. ensemble.Trees.Select(Columns)]));

    /// <exception cref="ModelException">The bytes are no such file.</exception>
    internal static TreeEnsemble Read(byte[] file)
    {
        Stored stored;
        try
        {
            stored = CanonicalJson.Deserialize<Stored>(file);
        }
        catch (ArtifactException fault)
        {
            throw new ModelException($"The model of trees does not parse ({fault.Message}); train it again.", fault);
        }

        if (stored.Schema != Schema)
        {
            throw new ModelException($"The model of trees is not of schema {Schema}; train it again.");
        }

        return new TreeEnsemble
        {
            FeatureNames = stored.Features,
            Comparison = stored.Comparison,
            Trees = [.. stored.Trees.Select(tree => Nodes(tree, stored.Features.Count))],
            IsAverage = stored.IsAverage,
            BaseValue = stored.BaseValue,
        };
    }

    private static StoredTree Columns(IReadOnlyList<TreeNode> nodes) => new(
        [.. nodes.Select(node => node.Feature)],
        [.. nodes.Select(node => node.IsLeaf ? node.Value : node.Threshold)],
        [.. nodes.Select(node => node.TrueChild)],
        [.. nodes.Select(node => node.FalseChild)],
        [.. nodes.Select(node => node.MissingIsTrue)]);

    /// <summary>Children come after their parent, so that no row walks in a circle or out of the tree.</summary>
    private static TreeNode[] Nodes(StoredTree tree, int features)
    {
        var count = tree.Feature.Count;
        if (count == 0 || tree.Value.Count != count || tree.TrueChild.Count != count || tree.FalseChild.Count != count || tree.MissingIsTrue.Count != count)
        {
            throw new ModelException("A tree of the model has columns of different lengths; the file is damaged.");
        }

        var nodes = new TreeNode[count];
        for (var place = 0; place < count; place++)
        {
            var node = new TreeNode(tree.Feature[place], tree.Value[place], tree.TrueChild[place], tree.FalseChild[place], tree.MissingIsTrue[place], 0);
            nodes[place] = node.IsLeaf ? TreeNode.Leaf(tree.Value[place]) : node;
            if (!node.IsLeaf && (node.Feature >= features || node.TrueChild <= place || node.TrueChild >= count || node.FalseChild <= place || node.FalseChild >= count))
            {
                throw new ModelException($"Node {place} of a tree of the model leads nowhere; the file is damaged.");
            }
        }

        return nodes;
    }

    private sealed record Stored(
        string Schema, IReadOnlyList<string> Features, TreeComparison Comparison, bool IsAverage, double BaseValue, IReadOnlyList<StoredTree> Trees);

    /// <summary>One tree, a column per property: a leaf has the feature −1 and its value where a comparison has its threshold.</summary>
    private sealed record StoredTree(
        IReadOnlyList<int> Feature,
        IReadOnlyList<double> Value,
        IReadOnlyList<int> TrueChild,
        IReadOnlyList<int> FalseChild,
        IReadOnlyList<bool> MissingIsTrue);
}
