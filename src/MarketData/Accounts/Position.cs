using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>
/// What fills left in one share. Commissions stand beside the cost: prices and profits are before them, and the profit after costs is
/// <see cref="Realised"/> + <see cref="Unrealised"/> − <see cref="TotalFees"/>. Dividends are no part of it. What is not known is null, never 0.
/// </summary>
/// <param name="Symbol">Its symbol on the day asked for.</param>
/// <param name="Quantity">At the terms of the day asked for; negative for a short position, 0 where all is closed. A split may leave a fraction.</param>
/// <param name="AveragePrice">Cost of the open lots for one share; null where none is open.</param>
/// <param name="TotalFees">Commissions of every fill so far.</param>
/// <param name="LastTradeDate">Day of the last fill.</param>
/// <param name="TradesCount">Number of fills so far.</param>
/// <param name="Realised">Profit of what was closed, first in first out.</param>
/// <param name="CashFlow">Money that its fills brought in, less what they took.</param>
/// <param name="Close">The last close known, at the terms of the day asked for; null where none is.</param>
/// <param name="Lots">What is open, the oldest first.</param>
public sealed record Position(
    string Symbol,
    decimal Quantity,
    decimal? AveragePrice,
    decimal TotalFees,
    TradingDate LastTradeDate,
    int TradesCount,
    decimal Realised,
    decimal CashFlow,
    LastClose? Close,
    IReadOnlyList<OpenLot> Lots)
{
    /// <summary>Quantity times the last close known; negative for a short position.</summary>
    public decimal? MarketValue => Quantity == 0 ? 0 : Quantity * Close?.Price;

    /// <summary>Market value less the cost of what is open.</summary>
    public decimal? Unrealised => MarketValue - Lots.Sum(lot => lot.Cost);
}
