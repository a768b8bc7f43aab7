using Assay.Features;

namespace Assay.Models.Evaluation;

/// <summary>
/// Cuts the names of a session into groups by score: the name of average rank r among n belongs to group ⌈q (r − 1) / (n − 1)⌉ − 1, at
/// least 0, so that equal scores share a group. This is how pandas.qcut cuts distinct values.
/// </summary>
internal static class ScoreQuantiles
{
    /// <param name="scores">No NaN; left as they are.</param>
    /// <param name="quantiles">At least 2.</param>
    /// <param name="groups">One per score: 0 the lowest.</param>
    /// <returns>False for fewer names than groups, or equal scores only: there is nothing to cut then.</returns>
    public static bool TryAssign(ReadOnlySpan<double> scores, int quantiles, Span<int> groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantiles, 2);
        var count = scores.Length;
        if (count < quantiles || scores.IndexOfAnyExcept(scores[0]) < 0)
        {
            return false;
        }

        var ranks = scores.ToArray();
        CrossSection.AverageRanks(ranks, new int[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            groups[i] = Math.Max(0, (int)Math.Ceiling(quantiles * (ranks[i] - 1.0) / (count - 1)) - 1);
        }

        return true;
    }
}
