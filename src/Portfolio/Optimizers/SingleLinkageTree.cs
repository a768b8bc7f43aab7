namespace Assay.Portfolio.Optimizers;

/// <summary>
/// Single-linkage clustering by way of the minimum spanning tree (Gower and Ross 1969). Clusters are numbered in the order they form and
/// the lower number stands left, as in the usual linkage matrix.
/// </summary>
internal static class SingleLinkageTree
{
    /// <summary>The leaves from left to right.</summary>
    /// <param name="distances">n × n, symmetric, row-major.</param>
    /// <param name="size">n ≥ 1.</param>
    public static int[] LeafOrder(ReadOnlySpan<double> distances, int size)
    {
        var (from, to, length) = SpanningTree(distances, size);
        var edges = new int[size - 1];
        for (var e = 0; e < edges.Length; e++)
        {
            edges[e] = e;
        }

        Array.Sort(edges, (a, b) => length[a] != length[b] ? length[a].CompareTo(length[b]) : a.CompareTo(b));
        var parent = new int[(2 * size) - 1];
        Array.Fill(parent, -1);
        var left = new int[size - 1];
        var right = new int[size - 1];
        for (var step = 0; step < edges.Length; step++)
        {
            var a = RootOf(parent, from[edges[step]]);
            var b = RootOf(parent, to[edges[step]]);
            left[step] = Math.Min(a, b);
            right[step] = Math.Max(a, b);
            parent[a] = size + step;
            parent[b] = size + step;
        }

        return Flatten(left, right, size);
    }

    /// <summary>Prim's algorithm from leaf 0; of equally near leaves the lower comes first.</summary>
    private static (int[] From, int[] To, double[] Length) SpanningTree(ReadOnlySpan<double> distances, int size)
    {
        var from = new int[size - 1];
        var to = new int[size - 1];
        var length = new double[size - 1];
        var nearest = new double[size];
        var neighbour = new int[size];
        var joined = new bool[size];
        Array.Fill(nearest, double.PositiveInfinity);
        var current = 0;
        for (var step = 0; step < size - 1; step++)
        {
            joined[current] = true;
            var next = -1;
            for (var i = 0; i < size; i++)
            {
                if (joined[i])
                {
                    continue;
                }

                var distance = distances[(current * size) + i];
                if (distance < nearest[i])
                {
                    nearest[i] = distance;
                    neighbour[i] = current;
                }

                next = next < 0 || nearest[i] < nearest[next] ? i : next;
            }

            from[step] = neighbour[next];
            to[step] = next;
            length[step] = nearest[next];
            current = next;
        }

        return (from, to, length);
    }

    private static int RootOf(int[] parent, int node)
    {
        while (parent[node] >= 0)
        {
            node = parent[node];
        }

        return node;
    }

    private static int[] Flatten(int[] left, int[] right, int size)
    {
        var order = new int[size];
        var pending = new Stack<int>();
        pending.Push((2 * size) - 2);
        var count = 0;
        while (pending.TryPop(out var node))
        {
            if (node < size)
            {
                order[count++] = node;
            }
            else
            {
                pending.Push(right[node - size]);
                pending.Push(left[node - size]);
            }
        }

        return order;
    }
}
