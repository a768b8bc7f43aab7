namespace Assay.Portfolio.Optimizers;

/// <summary>The caps of one allocation with sectors renumbered from 0, and how much of the capital they have room for.</summary>
internal sealed class AllocationSpace
{
    private AllocationSpace(double[] caps, int[] groups, double[] groupCaps, double total)
    {
        Caps = caps;
        Groups = groups;
        GroupCaps = groupCaps;
        Total = total;
    }

    public double[] Caps { get; }

    public int[] Groups { get; }

    public double[] GroupCaps { get; }

    /// <summary>The weights' sum: 1, or less where the caps leave no room for it.</summary>
    public double Total { get; }

    public static AllocationSpace Of(OptimizerInput input)
    {
        var present = input.SectorCodes.Distinct().Order().ToArray();
        var groups = new int[input.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = Array.BinarySearch(present, input.SectorCodes[i]);
        }

        // With no known sector at all there is nothing to cap; with some, the unknown ones may well be one sector.
        var noSectors = present is [0];
        var groupCaps = new double[present.Length];
        Array.Fill(groupCaps, noSectors ? double.PositiveInfinity : input.Caps.MaximumSectorWeight);
        var caps = new double[input.Count];
        Array.Fill(caps, input.Caps.MaximumWeight);
        var counts = new int[present.Length];
        foreach (var group in groups)
        {
            counts[group]++;
        }

        var capacity = 0.0;
        for (var g = 0; g < counts.Length; g++)
        {
            capacity += Math.Min(counts[g] * input.Caps.MaximumWeight, groupCaps[g]);
        }

        // The caps may add up to 1 only but for rounding (0.05 × 20).
        return new AllocationSpace(caps, groups, groupCaps, capacity > 1 - 1e-12 ? 1 : capacity);
    }
}
