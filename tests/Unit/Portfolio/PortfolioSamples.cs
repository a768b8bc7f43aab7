using Assay.Numerics.Covariance;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Portfolio.Optimizers;
using Assay.Tests.Unit.Numerics;

namespace Assay.Tests.Unit.Portfolio;

/// <summary>Small inputs that several tests share.</summary>
internal static class PortfolioSamples
{
    public static PortfolioOptions Options { get; } = new()
    {
        RebalanceEverySessions = 5,
        EnterTopFraction = 0.2,
        LeaveBelowFraction = 0.4,
        MaximumWeight = 0.15,
        MaximumSectorWeight = 0.3,
        CovarianceSessions = 60,
        MinimumReturnSessions = 30,
        InformationCoefficient = 0.03,
        Exposure = new RegimeExposure { RiskOff = 0.5, Normal = 0.9, RiskOn = 1 },
        Optimizers = [.. OptimizerCatalogue.Names],
    };

    public static CostOptions Costs { get; } = new()
    {
        CommissionBps = 5,
        SlippageBps = 10,
        Capital = 100_000,
        MaximumParticipation = 0.05,
        VolumeAverageSessions = 20,
        UnfilledOrders = UnfilledOrders.CarriedOver,
        LiquidateAfterMissingSessions = 10,
    };

    /// <summary>Twelve reference assets in four sectors, expected returns 0.001 ((5i mod 12) − 3).</summary>
    public static OptimizerInput Twelve(double maximumWeight, double maximumSectorWeight) => new(
        LedoitWolfEstimator.Estimate(ReferenceReturns.MakeDeviations(12, 60), 12, 60),
        [.. Enumerable.Range(0, 12).Select(i => 0.001 * ((i * 5 % 12) - 3))],
        [.. Enumerable.Range(0, 12).Select(i => 1 + (i % 4))],
        new WeightCaps(maximumWeight, maximumSectorWeight));
}
