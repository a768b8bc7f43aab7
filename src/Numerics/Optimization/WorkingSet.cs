namespace Assay.Numerics.Optimization;

/// <summary>Which inequality constraints are held as equalities, always linearly independent of each other and of the total.</summary>
internal sealed class WorkingSet
{
    public WorkingSet(QuadraticProgram program)
    {
        Bounds = new Bound[program.Size];
        GroupHeld = new bool[program.GroupCaps.Length];
    }

    internal enum Bound : byte
    {
        Free,
        Lower,
        Upper,
    }

    public Bound[] Bounds { get; }

    public bool[] GroupHeld { get; }

    /// <summary>
    /// Fills variables from the smallest diagonal of Q up, each as far as its cap, its group and the total leave room; since the
    /// constraints are nested, this finds a feasible point whenever there is one. Sets the working set to match.
    /// </summary>
    public double[] FillGreedily(QuadraticProgram program)
    {
        var size = program.Size;
        var order = new int[size];
        var diagonal = new double[size];
        for (var i = 0; i < size; i++)
        {
            order[i] = i;
            diagonal[i] = program.Quadratic[(i * size) + i];
        }

        Array.Sort(order, (a, b) => diagonal[a] != diagonal[b] ? diagonal[a].CompareTo(diagonal[b]) : a.CompareTo(b));
        var x = new double[size];
        var room = (double[])program.GroupCaps.Clone();
        var left = program.Total;
        var last = 0;
        var totalHasFree = false;
        Array.Fill(Bounds, Bound.Lower);
        Array.Clear(GroupHeld);
        foreach (var i in order)
        {
            var group = program.Groups[i];
            var amount = Math.Min(program.Caps[i], Math.Min(room[group], left));
            if (left <= 0)
            {
                break;
            }

            if (amount <= 0)
            {
                continue;
            }

            x[i] = amount;
            last = i;
            if (amount == program.Caps[i])
            {
                Bounds[i] = Bound.Upper;
            }
            else if (amount == left)
            {
                Bounds[i] = Bound.Free;
                totalHasFree = true;
            }
            else
            {
                Bounds[i] = Bound.Free;
                GroupHeld[group] = true;
            }

            room[group] -= amount;
            left -= amount;
        }

        if (!totalHasFree)
        {
            // The total was reached exactly by a bound or a group: release that one, or the rows would depend on each other.
            Bounds[last] = Bound.Free;
            GroupHeld[program.Groups[last]] = false;
        }

        return x;
    }
}
