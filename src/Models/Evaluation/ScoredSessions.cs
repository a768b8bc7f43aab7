using Assay.Domain;

namespace Assay.Models.Evaluation;

/// <summary>
/// Scores beside what came of them, the rows of each session together: what every statistic of this folder reads. A row whose score or
/// forward return is NaN has no part in any of them.
/// </summary>
public sealed class ScoredSessions
{
    private readonly int[] offsets;

    /// <param name="sessions">Ascending.</param>
    /// <param name="offsets">Sessions + 1 numbers: the rows of session i are offsets[i] .. offsets[i + 1] − 1.</param>
    /// <param name="scores">Per row, higher is better.</param>
    /// <param name="forwardReturns">Per row, the return over the label's horizon as a fraction.</param>
    public ScoredSessions(IReadOnlyList<TradingDate> sessions, int[] offsets, double[] scores, double[] forwardReturns)
    {
        if (offsets.Length != sessions.Count + 1 || offsets[0] != 0 || offsets[^1] != scores.Length
            || scores.Length != forwardReturns.Length)
        {
            throw new ArgumentException("Offsets, scores and forward returns do not fit one another.", nameof(offsets));
        }

        this.offsets = offsets;
        Sessions = sessions;
        Scores = scores;
        ForwardReturns = forwardReturns;
    }

    public IReadOnlyList<TradingDate> Sessions { get; }

    /// <summary>Not to be written by a reader.</summary>
    public double[] Scores { get; }

    /// <summary>Not to be written by a reader.</summary>
    public double[] ForwardReturns { get; }

    /// <summary>Copies the complete rows of one session.</summary>
    /// <param name="session">Index of the session.</param>
    /// <param name="scores">At least <see cref="LargestSession"/> long.</param>
    /// <param name="returns">At least <see cref="LargestSession"/> long.</param>
    /// <returns>The number of complete rows.</returns>
    internal int CopySession(int session, Span<double> scores, Span<double> returns)
    {
        var count = 0;
        for (var row = offsets[session]; row < offsets[session + 1]; row++)
        {
            if (!double.IsNaN(Scores[row]) && !double.IsNaN(ForwardReturns[row]))
            {
                scores[count] = Scores[row];
                returns[count++] = ForwardReturns[row];
            }
        }

        return count;
    }

    internal int LargestSession()
    {
        var largest = 0;
        for (var session = 0; session < Sessions.Count; session++)
        {
            largest = Math.Max(largest, offsets[session + 1] - offsets[session]);
        }

        return largest;
    }
}
