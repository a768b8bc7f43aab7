namespace Assay.Live.Trades;

/// <summary>One recommended order.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="Shares">Whole shares unless a fractional rest is sold; above 0 buys, below 0 sells.</param>
/// <param name="Price">The session's close, quote currency.</param>
/// <param name="WeightChange">Share of the portfolio's value that moves into the name, a fraction; negative for a sale.</param>
/// <param name="Commission">Estimate, quote currency, at least 0.</param>
/// <param name="Slippage">Estimate, quote currency, at least 0.</param>
/// <param name="LiquidityWarning">True when the wanted trade is above the allowed share of the average daily volume; it was cut to it.</param>
/// <param name="VolumeUnknown">True when no volume of the name is known, so that nobody checked how many shares the market can take.</param>
public sealed record Trade(
    string Symbol, decimal Shares, decimal Price, double WeightChange, decimal Commission, decimal Slippage, bool LiquidityWarning, bool VolumeUnknown = false)
{
    public string Side => Shares > 0 ? "BUY" : "SELL";

    /// <summary>Shares × price: negative for a sale.</summary>
    public decimal Notional => Shares * Price;
}
