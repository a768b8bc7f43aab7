using Assay.Numerics.Statistics;

namespace Assay.Numerics.Covariance;

/// <summary>
/// The well-conditioned covariance estimator of Ledoit and Wolf (2004, Journal of Multivariate Analysis 88): the sample covariance
/// (divided by T, not T − 1) shrunk towards μI, μ the mean variance, with the weight that minimises the expected squared error.
/// </summary>
public static class LedoitWolfEstimator
{
    /// <param name="deviations">
    /// Deviations from each asset's mean, asset-major: the value of asset i at observation t stands at i × observations + t. No NaN.
    /// </param>
    /// <param name="assets">n ≥ 1.</param>
    /// <param name="observations">T ≥ 1.</param>
    public static ShrunkCovariance Estimate(ReadOnlySpan<double> deviations, int assets, int observations)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(assets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(observations);
        if (deviations.Length != assets * observations)
        {
            throw new ArgumentException(
                $"{assets} assets and {observations} observations need {assets * observations} deviations, not {deviations.Length}.", nameof(deviations));
        }

        var matrix = new double[assets * assets];
        var squares = 0.0;
        var trace = 0.0;
        for (var i = 0; i < assets; i++)
        {
            var row = deviations.Slice(i * observations, observations);
            for (var j = 0; j <= i; j++)
            {
                var covariance = FixedOrderSum.Dot(row, deviations.Slice(j * observations, observations)) / observations;
                matrix[(i * assets) + j] = covariance;
                matrix[(j * assets) + i] = covariance;
                squares += (i == j ? 1 : 2) * covariance * covariance;
            }

            trace += matrix[(i * assets) + i];
        }

        var shrinkage = Weight(deviations, assets, observations, squares, trace / assets);
        for (var k = 0; k < matrix.Length; k++)
        {
            matrix[k] *= 1 - shrinkage;
        }

        for (var i = 0; i < assets; i++)
        {
            matrix[(i * assets) + i] += shrinkage * trace / assets;
        }

        return new ShrunkCovariance(matrix, assets, shrinkage);
    }

    /// <summary>b² / d² of the paper: the sampling error of the covariance over its distance from the target.</summary>
    private static double Weight(ReadOnlySpan<double> deviations, int assets, int observations, double squares, double meanVariance)
    {
        var distance = (squares / assets) - (meanVariance * meanVariance);
        var norms = new double[observations];
        for (var i = 0; i < assets; i++)
        {
            var row = deviations.Slice(i * observations, observations);
            for (var t = 0; t < observations; t++)
            {
                norms[t] += row[t] * row[t];
            }
        }

        var fourth = FixedOrderSum.Dot(norms, norms) / observations;
        var error = Math.Min((fourth - squares) / ((double)assets * observations), distance);
        return distance > 0 && error > 0 ? error / distance : 0;
    }
}
