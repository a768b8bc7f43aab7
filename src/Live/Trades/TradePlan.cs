namespace Assay.Live.Trades;

/// <param name="Trades">Ordinal order of the symbols.</param>
/// <param name="Turnover">One-way: ½ Σ |change of weight|, cash included.</param>
/// <param name="LeftForLater">Trades that the limits cut or put off, one sentence each.</param>
/// <param name="PutOff">Trades that the market's volume, the largest trade or the most trades of a session cut or put off, so that the next session goes on.</param>
public sealed record TradePlan(IReadOnlyList<Trade> Trades, double Turnover, IReadOnlyList<string> LeftForLater, int PutOff)
{
    /// <summary>Nothing to trade.</summary>
    public static TradePlan None { get; } = new([], 0, [], 0);

    /// <summary>Estimated commission and slippage of all trades, quote currency.</summary>
    public decimal Cost => Trades.Sum(trade => trade.Commission + trade.Slippage);
}
