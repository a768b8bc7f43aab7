using Assay.Domain;
using Assay.Models.Evaluation;

namespace Assay.Tests.Unit.Models.Evaluation;

/// <summary>
/// Scores and returns by formula, which evaluation_reference_values.py repeats: on session k, name i of n has the score
/// sin(1.3 i + k) + 0.2 cos(7.1 i) and the return 0.01 (sin(1.3 i + k + 0.9) + 0.5 sin(5.7 i + 2 k)).
/// </summary>
internal static class FormulaScores
{
    public static ScoredSessions ThreeSessions { get; } = Of(12, 25, 40);

    private static ScoredSessions Of(params int[] names)
    {
        var offsets = new List<int> { 0 };
        var scores = new List<double>();
        var returns = new List<double>();
        for (var k = 0; k < names.Length; k++)
        {
            for (var i = 0; i < names[k]; i++)
            {
                scores.Add(Math.Sin((1.3 * i) + k) + (0.2 * Math.Cos(7.1 * i)));
                returns.Add(0.01 * (Math.Sin((1.3 * i) + k + 0.9) + (0.5 * Math.Sin((5.7 * i) + (2 * k)))));
            }

            // A row without return and one without score count nowhere.
            scores.AddRange([99.0, double.NaN]);
            returns.AddRange([double.NaN, -99.0]);
            offsets.Add(scores.Count);
        }

        return new ScoredSessions(
            [.. Enumerable.Range(0, names.Length).Select(k => new TradingDate(2017, 3, 1 + k))], [.. offsets], [.. scores], [.. returns]);
    }

    /// <summary>One session.</summary>
    public static ScoredSessions One(double[] scores, double[] returns) =>
        new([new TradingDate(2017, 3, 1)], [0, scores.Length], scores, returns);
}
