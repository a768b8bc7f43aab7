using Assay.Numerics.Covariance;

namespace Assay.Tests.Unit.Numerics;

public sealed class LedoitWolfEstimatorTests
{
    // scikit-learn 1.2.1, sklearn.covariance.ledoit_wolf, on the same 12 × 60 returns.
    [Fact]
    public void Estimate_ReferenceReturns_EqualsScikitLearn()
    {
        var result = LedoitWolfEstimator.Estimate(ReferenceReturns.MakeDeviations(12, 60), 12, 60);
        result.Shrinkage.ShouldBe(0.07359408710415981, 1e-12);
        result.Matrix[0].ShouldBe(5.5726177415252914e-05, 1e-17);
        result.Matrix[(3 * 12) + 7].ShouldBe(2.1941429886234695e-05, 1e-17);
        result.Variance(11).ShouldBe(9.795511024342862e-05, 1e-17);
        result.Matrix.Sum().ShouldBe(0.006894560322782411, 1e-15);
    }

    [Fact]
    public void Estimate_MoreAssetsThanObservations_IsPositiveDefinite()
    {
        var result = LedoitWolfEstimator.Estimate(ReferenceReturns.MakeDeviations(40, 20), 40, 20);
        result.Shrinkage.ShouldBeInRange(0.01, 1);
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(40, 40, result.Matrix).Evd().EigenValues.Min(value => value.Real)
            .ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Estimate_OneAsset_IsItsVariance()
    {
        var result = LedoitWolfEstimator.Estimate([-1, 1, 0, 2, -2], 1, 5);
        result.Matrix.ShouldBe([2.0]);
        result.Shrinkage.ShouldBe(0);
    }
}
