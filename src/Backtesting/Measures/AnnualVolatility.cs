using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>Sample standard deviation (n − 1) of daily returns times √252, a fraction.</summary>
public static class AnnualVolatility
{
    public static Measure Of(ReadOnlySpan<double> returns) =>
        Measure.Of(Moments.StandardDeviation(returns) * Math.Sqrt(Annualisation.SessionsPerYear), "fewer than two finite returns");
}
