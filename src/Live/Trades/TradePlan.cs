namespace Assay.Live.Trades;

/// <param name="Trades">Ordinal order of the symbols.</param>
/// <param name="Turnover">One-way: ½ Σ |change of weight|, cash included.</param>
/// <param name="LeftForLater">Trades that the limits cut or put off, one sentence each.</param>
public sealed record TradePlan(IReadOnlyList<Trade> Trades, double Turnover, IReadOnlyList<string> LeftForLater)
{
    /// <summary>Estimated commission and slippage of all trades, quote currency.</summary>
    public decimal Cost => Trades.Sum(trade => trade.Commission + trade.Slippage);
}
