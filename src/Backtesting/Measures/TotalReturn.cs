namespace Assay.Backtesting.Measures;

/// <summary>Compound return of the whole series, a fraction.</summary>
public static class TotalReturn
{
    public static Measure Of(ReadOnlySpan<double> returns)
    {
        var growth = 1.0;
        foreach (var value in returns)
        {
            growth *= 1 + value;
        }

        return returns.IsEmpty ? Measure.Undefined("no returns") : Measure.Of(growth - 1, "the returns are not finite");
    }
}
