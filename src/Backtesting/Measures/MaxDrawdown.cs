namespace Assay.Backtesting.Measures;

/// <summary>The deepest fall of equity from an earlier high, the start included; a fraction ≤ 0.</summary>
public static class MaxDrawdown
{
    public static Measure Of(ReadOnlySpan<double> returns) =>
        returns.IsEmpty ? Measure.Undefined("no returns") : Measure.Of(ValueOf(returns), "the returns are not finite");

    internal static double ValueOf(ReadOnlySpan<double> returns)
    {
        var equity = 1.0;
        var high = 1.0;
        var deepest = 0.0;
        foreach (var value in returns)
        {
            equity *= 1 + value;
            high = Math.Max(high, equity);
            deepest = Math.Min(deepest, (equity / high) - 1);
        }

        return double.IsFinite(equity) ? deepest : double.NaN;
    }
}
