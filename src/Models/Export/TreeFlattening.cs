using Assay.Models.Training;

namespace Assay.Models.Export;

/// <summary>Brings a library's nodes into one order, from the root on, and drops those that no row can reach.</summary>
internal static class TreeFlattening
{
    /// <param name="nodeOf">A library's node, its children in the library's own numbers.</param>
    /// <param name="root">The library's number of the root.</param>
    /// <param name="limit">Most nodes that a sound tree can have.</param>
    /// <exception cref="ModelException">The nodes form no tree.</exception>
    internal static List<TreeNode> Flatten(Func<int, TreeNode> nodeOf, int root, int limit)
    {
        var nodes = new List<TreeNode>();
        var pending = new Stack<(int Number, int Parent, bool IsTrue)>();
        pending.Push((root, -1, false));
        while (pending.TryPop(out var next))
        {
            var place = nodes.Count;
            if (place >= limit)
            {
                throw new ModelException("A tree of the model runs in a circle; the file is damaged.");
            }

            var node = nodeOf(next.Number);
            nodes.Add(node);
            if (next.Parent >= 0)
            {
                nodes[next.Parent] = next.IsTrue
                    ? nodes[next.Parent] with { TrueChild = place }
                    : nodes[next.Parent] with { FalseChild = place };
            }

            if (!node.IsLeaf)
            {
                pending.Push((node.FalseChild, place, false));
                pending.Push((node.TrueChild, place, true));
            }
        }

        return nodes;
    }
}
