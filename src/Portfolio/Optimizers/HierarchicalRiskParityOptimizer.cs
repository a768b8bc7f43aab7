using Assay.Numerics.Covariance;

namespace Assay.Portfolio.Optimizers;

/// <summary>
/// Hierarchical risk parity (López de Prado 2016, Journal of Portfolio Management 42): single-linkage tree of the correlation distances,
/// names in the tree's order, then capital halved down that order in inverse proportion to the halves' variance; then the caps
/// (<see cref="CapProjection"/>). The paper's order depends on how the names are numbered; here they are numbered by variance, so that the
/// weights do not depend on the order in which the names come.
/// </summary>
public sealed class HierarchicalRiskParityOptimizer : IOptimizer
{
    public const string RegisteredName = "hierarchical_risk_parity";

    public string Name => RegisteredName;

    public OptimizationResult Allocate(OptimizerInput input)
    {
        if (CovarianceCheck.FailureOf(input) is { } failure)
        {
            return OptimizationResult.Failed(Name, failure);
        }

        var space = AllocationSpace.Of(input);
        return OptimizationResult.Of(Name, CapProjection.Apply(PreferredWeights(input.Covariance), space), space.Total);
    }

    /// <summary>The weights of the paper, before caps.</summary>
    internal static double[] PreferredWeights(ShrunkCovariance covariance)
    {
        var size = covariance.Size;
        var numbering = new int[size];
        for (var i = 0; i < size; i++)
        {
            numbering[i] = i;
        }

        Array.Sort(numbering, (a, b) => covariance.Variance(a) != covariance.Variance(b)
            ? covariance.Variance(a).CompareTo(covariance.Variance(b))
            : a.CompareTo(b));
        var order = SingleLinkageTree.LeafOrder(Distances(covariance, numbering), size);
        for (var k = 0; k < size; k++)
        {
            order[k] = numbering[order[k]];
        }

        var weights = new double[size];
        Array.Fill(weights, 1.0);
        Bisect(covariance, order, weights);
        return weights;
    }

    /// <summary>Euclidean distances between the columns of d, dᵢⱼ = √(½(1 − ρᵢⱼ)), as the paper has it.</summary>
    private static double[] Distances(ShrunkCovariance covariance, int[] numbering)
    {
        var size = covariance.Size;
        var direct = new double[size * size];
        for (var a = 0; a < size; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var i = numbering[a];
                var j = numbering[b];
                var correlation = covariance.Matrix[(i * size) + j] / Math.Sqrt(covariance.Variance(i) * covariance.Variance(j));
                var distance = Math.Sqrt(Math.Max(0, 0.5 * (1 - correlation)));
                direct[(a * size) + b] = distance;
                direct[(b * size) + a] = distance;
            }
        }

        var between = new double[size * size];
        for (var a = 0; a < size; a++)
        {
            var left = direct.AsSpan(a * size, size);
            for (var b = 0; b < a; b++)
            {
                var right = direct.AsSpan(b * size, size);
                var sum = 0.0;
                for (var k = 0; k < size; k++)
                {
                    var difference = left[k] - right[k];
                    sum += difference * difference;
                }

                between[(a * size) + b] = Math.Sqrt(sum);
                between[(b * size) + a] = between[(a * size) + b];
            }
        }

        return between;
    }

    private static void Bisect(ShrunkCovariance covariance, ReadOnlySpan<int> names, double[] weights)
    {
        if (names.Length < 2)
        {
            return;
        }

        var first = names[..(names.Length / 2)];
        var second = names[(names.Length / 2)..];
        var firstVariance = ClusterVariance(covariance, first);
        var secondVariance = ClusterVariance(covariance, second);
        var share = 1 - (firstVariance / (firstVariance + secondVariance));
        foreach (var i in first)
        {
            weights[i] *= share;
        }

        foreach (var i in second)
        {
            weights[i] *= 1 - share;
        }

        Bisect(covariance, first, weights);
        Bisect(covariance, second, weights);
    }

    /// <summary>Variance of the cluster's inverse-variance portfolio.</summary>
    private static double ClusterVariance(ShrunkCovariance covariance, ReadOnlySpan<int> names)
    {
        var sum = 0.0;
        foreach (var i in names)
        {
            sum += 1 / covariance.Variance(i);
        }

        var variance = 0.0;
        foreach (var i in names)
        {
            var row = covariance.Matrix.AsSpan(i * covariance.Size, covariance.Size);
            var product = 0.0;
            foreach (var j in names)
            {
                product += row[j] / (covariance.Variance(j) * sum);
            }

            variance += product / (covariance.Variance(i) * sum);
        }

        return variance;
    }
}
