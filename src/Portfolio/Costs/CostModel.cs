namespace Assay.Portfolio.Costs;

/// <summary>
/// Costs proportional to the traded value, one way; the same code prices a backtest's fills and the estimate beside a recommendation.
/// </summary>
public sealed class CostModel
{
    private const double BpsPerUnit = 10_000;
    private readonly double commissionRate;
    private readonly double slippageRate;

    public CostModel(CostOptions options)
    {
        commissionRate = options.CommissionBps / BpsPerUnit;
        slippageRate = options.SlippageBps / BpsPerUnit;
    }

    /// <summary>Commission and slippage of one unit of traded value.</summary>
    public double Rate => commissionRate + slippageRate;

    /// <param name="tradedValue">Shares × price, of either sign, in currency.</param>
    public TradeCost Of(double tradedValue)
    {
        var value = Math.Abs(tradedValue);
        return new TradeCost(value * commissionRate, value * slippageRate);
    }
}
