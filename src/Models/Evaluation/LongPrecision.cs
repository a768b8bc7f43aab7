namespace Assay.Models.Evaluation;

/// <summary>
/// Of the names in the top score quantile of their session, the share whose forward return beats the session's median return.
/// </summary>
public static class LongPrecision
{
    /// <param name="scored">The scores.</param>
    /// <param name="quantiles">Number of groups, at least 2; the top one is bought.</param>
    public static Share Of(ScoredSessions scored, int quantiles)
    {
        var largest = scored.LargestSession();
        var scores = new double[largest];
        var returns = new double[largest];
        var groups = new int[largest];
        var hits = 0;
        var counted = 0;
        for (var session = 0; session < scored.Sessions.Count; session++)
        {
            var count = scored.CopySession(session, scores, returns);
            if (!ScoreQuantiles.TryAssign(scores.AsSpan(0, count), quantiles, groups))
            {
                continue;
            }

            var middle = CrossSectionalMedian.Of(returns.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                if (groups[i] == quantiles - 1)
                {
                    counted++;
                    hits += returns[i] > middle ? 1 : 0;
                }
            }
        }

        return new Share(hits, counted);
    }
}
