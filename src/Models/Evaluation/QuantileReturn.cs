namespace Assay.Models.Evaluation;

/// <summary>The forward returns of one group of scores, over all sessions together.</summary>
/// <param name="Quantile">1 for the lowest scores.</param>
/// <param name="Mean">Mean forward return, a fraction over the horizon; null without any row.</param>
/// <param name="StandardDeviation">Sample (n − 1), over all rows; null for fewer than two.</param>
/// <param name="Count">Rows.</param>
public sealed record QuantileReturn(int Quantile, double? Mean, double? StandardDeviation, int Count);
