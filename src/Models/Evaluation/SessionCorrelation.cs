using Assay.Domain;

namespace Assay.Models.Evaluation;

/// <summary>How scores and forward returns went together on one session.</summary>
/// <param name="Date">The session of the scores.</param>
/// <param name="Pearson">Linear correlation; NaN with fewer than three names, or where scores or returns do not vary.</param>
/// <param name="PearsonPValue">Two-sided, Student's t with n − 2 degrees of freedom; NaN with the correlation.</param>
/// <param name="Spearman">Correlation of the average ranks; NaN like Pearson's.</param>
/// <param name="SpearmanPValue">Like Pearson's.</param>
/// <param name="Count">Names with a score and a forward return.</param>
public readonly record struct SessionCorrelation(
    TradingDate Date, double Pearson, double PearsonPValue, double Spearman, double SpearmanPValue, int Count);
