namespace Assay.Models.Evaluation;

/// <summary>
/// Share of predictions on the right side: score above (below) the session's median score and forward return above (below) the session's
/// median return. A name that stands exactly on either median makes no statement and is not counted. One half is chance.
/// </summary>
public static class HitRatio
{
    public static Share Of(ScoredSessions scored)
    {
        var largest = scored.LargestSession();
        var scores = new double[largest];
        var returns = new double[largest];
        var hits = 0;
        var counted = 0;
        for (var session = 0; session < scored.Sessions.Count; session++)
        {
            var count = scored.CopySession(session, scores, returns);
            if (count == 0)
            {
                continue;
            }

            var middleScore = CrossSectionalMedian.Of(scores.AsSpan(0, count));
            var middleReturn = CrossSectionalMedian.Of(returns.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                var predicted = scores[i].CompareTo(middleScore);
                var came = returns[i].CompareTo(middleReturn);
                if (predicted != 0 && came != 0)
                {
                    counted++;
                    hits += predicted == came ? 1 : 0;
                }
            }
        }

        return new Share(hits, counted);
    }
}
