namespace Assay.Portfolio.Costs;

/// <summary>What one trade costs, each part ≥ 0, in the currency of the traded value.</summary>
public readonly record struct TradeCost(double Commission, double Slippage)
{
    public double Total => Commission + Slippage;
}
