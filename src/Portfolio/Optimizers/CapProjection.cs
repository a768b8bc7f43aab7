namespace Assay.Portfolio.Optimizers;

/// <summary>
/// Brings preferred weights under the caps with the least relative entropy to them (an I-projection, Csiszár 1975): every name keeps its
/// proportion to the others unless a cap binds, wᵢ = min(capᵢ, θ vᵢ), with a smaller θ inside a sector whose cap binds. The weights that
/// a cap takes away thus go to all others in proportion, first within the sector.
/// </summary>
internal static class CapProjection
{
    /// <param name="preferred">n preferences above 0, of any sum.</param>
    /// <param name="space">Caps and total.</param>
    /// <returns>n weights that add up to the total.</returns>
    public static double[] Apply(ReadOnlySpan<double> preferred, AllocationSpace space)
    {
        var weights = new double[preferred.Length];
        var groupIsFull = new bool[space.GroupCaps.Length];
        var open = new List<int>(preferred.Length);
        while (true)
        {
            open.Clear();
            var left = space.Total;
            for (var g = 0; g < groupIsFull.Length; g++)
            {
                left -= groupIsFull[g] ? space.GroupCaps[g] : 0;
            }

            for (var i = 0; i < weights.Length; i++)
            {
                if (!groupIsFull[space.Groups[i]])
                {
                    open.Add(i);
                }
            }

            Fill(preferred, space.Caps, open, left, weights);
            if (!CloseFullGroups(space, weights, open, groupIsFull))
            {
                break;
            }
        }

        for (var g = 0; g < groupIsFull.Length; g++)
        {
            if (groupIsFull[g])
            {
                open.Clear();
                for (var i = 0; i < weights.Length; i++)
                {
                    if (space.Groups[i] == g)
                    {
                        open.Add(i);
                    }
                }

                Fill(preferred, space.Caps, open, space.GroupCaps[g], weights);
            }
        }

        return weights;
    }

    /// <summary>Water-filling: θ only grows as names reach their caps, so a name once capped stays capped.</summary>
    private static void Fill(ReadOnlySpan<double> preferred, double[] caps, List<int> members, double total, double[] weights)
    {
        var capped = new bool[weights.Length];
        bool changed;
        do
        {
            changed = false;
            var left = total;
            var sum = 0.0;
            foreach (var i in members)
            {
                if (capped[i])
                {
                    left -= caps[i];
                }
                else
                {
                    sum += preferred[i];
                }
            }

            var factor = sum > 0 ? Math.Max(left, 0) / sum : 0;
            foreach (var i in members)
            {
                var reached = capped[i] || factor * preferred[i] >= caps[i];
                changed |= reached && !capped[i];
                capped[i] = reached;
                weights[i] = reached ? caps[i] : factor * preferred[i];
            }
        }
        while (changed);
    }

    private static bool CloseFullGroups(AllocationSpace space, double[] weights, List<int> open, bool[] groupIsFull)
    {
        var sums = new double[groupIsFull.Length];
        foreach (var i in open)
        {
            sums[space.Groups[i]] += weights[i];
        }

        var closed = false;
        for (var g = 0; g < sums.Length; g++)
        {
            if (sums[g] > space.GroupCaps[g] + 1e-15)
            {
                groupIsFull[g] = true;
                closed = true;
            }
        }

        return closed;
    }
}
