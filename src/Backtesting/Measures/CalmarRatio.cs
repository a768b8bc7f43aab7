namespace Assay.Backtesting.Measures;

/// <summary>Calmar ratio: compound annual growth over the depth of the largest drawdown of the same series.</summary>
public static class CalmarRatio
{
    public static Measure Of(ReadOnlySpan<double> returns)
    {
        var growth = CompoundAnnualGrowth.Of(returns);
        if (growth.Value is null)
        {
            return growth;
        }

        var drawdown = MaxDrawdown.ValueOf(returns);
        return drawdown < 0 ? Measure.Of(growth.Value.Value / -drawdown, "the growth is not finite") : Measure.Undefined("there was no drawdown");
    }
}
