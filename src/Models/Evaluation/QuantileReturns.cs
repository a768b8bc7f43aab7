namespace Assay.Models.Evaluation;

/// <summary>Forward return by score quantile; the top should beat the bottom. Names are grouped within their session.</summary>
public static class QuantileReturns
{
    /// <param name="scored">The scores.</param>
    /// <param name="quantiles">Number of groups, at least 2.</param>
    /// <returns>One entry per group, the lowest scores first.</returns>
    public static IReadOnlyList<QuantileReturn> Of(ScoredSessions scored, int quantiles)
    {
        var largest = scored.LargestSession();
        var scores = new double[largest];
        var returns = new double[largest];
        var groups = new int[largest];
        var counts = new int[quantiles];
        var means = new double[quantiles];
        var squares = new double[quantiles];
        for (var session = 0; session < scored.Sessions.Count; session++)
        {
            var count = scored.CopySession(session, scores, returns);
            if (!ScoreQuantiles.TryAssign(scores.AsSpan(0, count), quantiles, groups))
            {
                continue;
            }

            // Welford's update: stable in one pass.
            for (var i = 0; i < count; i++)
            {
                var group = groups[i];
                var difference = returns[i] - means[group];
                means[group] += difference / ++counts[group];
                squares[group] += difference * (returns[i] - means[group]);
            }
        }

        var result = new QuantileReturn[quantiles];
        for (var group = 0; group < quantiles; group++)
        {
            result[group] = new QuantileReturn(
                group + 1,
                counts[group] > 0 ? means[group] : null,
                counts[group] > 1 ? Math.Sqrt(squares[group] / (counts[group] - 1)) : null,
                counts[group]);
        }

        return result;
    }
}
