using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>
/// Sortino ratio (Sortino and Price 1994) with target 0: mean daily return over the downside deviation √(Σ min(r, 0)² / n), over all n days,
/// times √252.
/// </summary>
public static class SortinoRatio
{
    public static Measure Of(ReadOnlySpan<double> returns)
    {
        if (returns.IsEmpty)
        {
            return Measure.Undefined("no returns");
        }

        var squares = 0.0;
        foreach (var value in returns)
        {
            squares += value < 0 ? value * value : 0;
        }

        return squares > 0
            ? Measure.Of(
                FixedOrderSum.Mean(returns) / Math.Sqrt(squares / returns.Length) * Math.Sqrt(Annualisation.SessionsPerYear), "the returns are not finite")
            : Measure.Undefined("no day lost money");
    }
}
