using Assay.Features;
using Assay.Numerics.Statistics;

namespace Assay.Models.Evaluation;

/// <summary>
/// The correlation, across the names of a session, of scores with the returns that followed; Pearson's, and Spearman's by average ranks.
/// p-values take t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom; they suppose independent names, which names are not.
/// </summary>
public static class InformationCoefficient
{
    /// <returns>One entry per session, in time.</returns>
    public static IReadOnlyList<SessionCorrelation> PerSession(ScoredSessions scored)
    {
        var largest = scored.LargestSession();
        var scores = new double[largest];
        var returns = new double[largest];
        var order = new int[largest];
        var sorted = new double[largest];
        var correlations = new SessionCorrelation[scored.Sessions.Count];
        for (var session = 0; session < correlations.Length; session++)
        {
            var count = scored.CopySession(session, scores, returns);
            var x = scores.AsSpan(0, count);
            var y = returns.AsSpan(0, count);
            var pearson = Correlation(x, y);
            CrossSection.AverageRanks(x, order, sorted);
            CrossSection.AverageRanks(y, order, sorted);
            var spearman = Correlation(x, y);
            correlations[session] = new SessionCorrelation(
                scored.Sessions[session], pearson, PValue(pearson, count), spearman, PValue(spearman, count), count);
        }

        return correlations;
    }

    /// <summary>Pearson's correlation; NaN for fewer than three pairs or where a side does not vary.</summary>
    internal static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length < 3 || IsConstant(x) || IsConstant(y))
        {
            return double.NaN;
        }

        var meanX = FixedOrderSum.Mean(x);
        var meanY = FixedOrderSum.Mean(y);
        double xx = 0.0, xy = 0.0, yy = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var dx = x[i] - meanX;
            var dy = y[i] - meanY;
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }

        return Math.Clamp(xy / Math.Sqrt(xx * yy), -1.0, 1.0);
    }

    private static double PValue(double correlation, int count) => double.IsNaN(correlation)
        ? double.NaN
        : StudentTDistribution.TwoSidedPValue(correlation * Math.Sqrt((count - 2) / (1.0 - (correlation * correlation))), count - 2);

    private static bool IsConstant(ReadOnlySpan<double> values) => values.IndexOfAnyExcept(values[0]) < 0;
}
