namespace Assay.Backtesting.Measures;

/// <summary>Share of days with a gain among all days, a fraction.</summary>
public static class WinRate
{
    public static Measure Of(ReadOnlySpan<double> returns)
    {
        var gains = 0;
        foreach (var value in returns)
        {
            gains += value > 0 ? 1 : 0;
        }

        return returns.IsEmpty ? Measure.Undefined("no returns") : new Measure((double)gains / returns.Length, null);
    }
}
