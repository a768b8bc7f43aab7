namespace Assay.Portfolio.Rebalancing;

/// <summary>
/// Which names are candidates: a name enters in the top fraction of scores, and a held one stays until it falls below a lower mark, so
/// that a name at the border is not bought and sold every week.
/// </summary>
public sealed class RebalanceRule
{
    private readonly double enterTopFraction;
    private readonly double leaveBelowFraction;

    public RebalanceRule(PortfolioOptions options)
    {
        enterTopFraction = options.EnterTopFraction;
        leaveBelowFraction = options.LeaveBelowFraction;
    }

    /// <summary>Selects among scored names; ties in score go to the earlier name.</summary>
    /// <param name="scores">One finite score per name.</param>
    /// <param name="held">Whether each of these names is held now.</param>
    /// <returns>Positions of the candidates, ascending; at least one where there is any name.</returns>
    public int[] Select(ReadOnlySpan<double> scores, ReadOnlySpan<bool> held)
    {
        if (held.Length != scores.Length)
        {
            throw new ArgumentException($"{scores.Length} holding marks are needed, not {held.Length}.", nameof(held));
        }

        var order = new int[scores.Length];
        var keys = new double[scores.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = scores[i];
        }

        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b));
        var enter = CountOf(enterTopFraction, order.Length);
        var stay = CountOf(leaveBelowFraction, order.Length);
        var chosen = new List<int>(stay);
        for (var rank = 0; rank < stay; rank++)
        {
            if (rank < enter || held[order[rank]])
            {
                chosen.Add(order[rank]);
            }
        }

        chosen.Sort();
        return [.. chosen];
    }

    /// <summary>Names in the best fraction, rounded up; the inner rounding takes away what binary fractions add (0.07 × 100).</summary>
    private static int CountOf(double fraction, int count) => (int)Math.Ceiling(Math.Round(fraction * count, 9));
}
