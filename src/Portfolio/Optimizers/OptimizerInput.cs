using Assay.Numerics.Covariance;

namespace Assay.Portfolio.Optimizers;

/// <summary>What is known of the n candidates at the decision.</summary>
/// <param name="Covariance">Of daily returns, n × n.</param>
/// <param name="ExpectedReturns">Of one day, n; NaN where unknown. Only the largest Sharpe ratio reads them.</param>
/// <param name="SectorCodes">n; 0 is <c>Unknown</c>, which counts as a sector of its own unless no name has a known one.</param>
/// <param name="Caps">Name cap and sector cap.</param>
public sealed record OptimizerInput(ShrunkCovariance Covariance, double[] ExpectedReturns, int[] SectorCodes, WeightCaps Caps)
{
    public int Count => SectorCodes.Length;
}
