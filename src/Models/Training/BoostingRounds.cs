namespace Assay.Models.Training;

/// <summary>The loop of boosting with early stopping, the same for every library.</summary>
internal static class BoostingRounds
{
    /// <summary>
    /// Grows trees until the limit, until nothing can be split, or until the validation error has not fallen for
    /// <paramref name="patience"/> rounds; the first round with the least error counts.
    /// </summary>
    /// <param name="limit">Most rounds, at least 1.</param>
    /// <param name="patience">Rounds without a better error that end the loop; null never ends it early.</param>
    /// <param name="grow">Grows the tree of a round, numbered from 0; false when the round added nothing.</param>
    /// <param name="evaluate">Error on the validation part after a round; null without one.</param>
    internal static RoundOutcome Run(int limit, int? patience, Func<int, bool> grow, Func<int, double>? evaluate, CancellationToken cancellationToken)
    {
        var done = 0;
        var bestRounds = 0;
        var best = double.PositiveInfinity;
        var last = double.NaN;
        while (done < limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!grow(done))
            {
                break;
            }

            if (evaluate is not null)
            {
                last = evaluate(done);
                if (last < best)
                {
                    best = last;
                    bestRounds = done + 1;
                }
            }

            done++;
            if (evaluate is not null && done - bestRounds >= patience)
            {
                break;
            }
        }

        if (evaluate is null || done == 0)
        {
            return new RoundOutcome(Math.Max(done, 1), null);
        }

        return patience is null ? new RoundOutcome(done, last) : new RoundOutcome(Math.Max(bestRounds, 1), best);
    }
}
