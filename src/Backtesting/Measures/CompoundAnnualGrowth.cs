namespace Assay.Backtesting.Measures;

/// <summary>Compound annual growth rate: (1 + total return)^(252 / n) − 1, a fraction.</summary>
public static class CompoundAnnualGrowth
{
    public static Measure Of(ReadOnlySpan<double> returns)
    {
        if (TotalReturn.Of(returns) is not { Value: { } total })
        {
            return Measure.Undefined("no finite returns");
        }

        return total > -1
            ? Measure.Of(Math.Pow(1 + total, (double)Annualisation.SessionsPerYear / returns.Length) - 1, "the growth is not finite")
            : Measure.Undefined("everything was lost");
    }
}
