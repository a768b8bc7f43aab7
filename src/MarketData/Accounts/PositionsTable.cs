using Assay.Artifacts.Tables;

namespace Assay.MarketData.Accounts;

/// <summary>Derived positions as a table (<c>assay.positions/1</c>), whose CSV <c>assay data import --positions</c> reads.</summary>
public static class PositionsTable
{
    /// <summary>One row per share, those no longer held included; a missing number is NaN.</summary>
    public static Table ToTable(AccountPositions account)
    {
        var positions = account.Positions;
        return new Table(
            MarketDataSchemas.Positions,
            new DateColumn(BarColumns.Date, [.. positions.Select(_ => account.Day.DayNumber)]),
            TextColumn.FromTexts("symbol", [.. positions.Select(position => position.Symbol)]),
            Numbers("quantity", position => position.Quantity),
            Numbers("avg_price", position => position.AveragePrice),
            Numbers("market_value", position => position.MarketValue),
            Numbers("total_fees", position => position.TotalFees),
            new DateColumn("last_trade_date", [.. positions.Select(position => position.LastTradeDate.DayNumber)]),
            new Int64Column("trades_count", [.. positions.Select(position => (long)position.TradesCount)]),
            Numbers("realised_pnl", position => position.Realised),
            Numbers("unrealised_pnl", position => position.Unrealised),
            Numbers("close", position => position.Close?.Price),
            TextColumn.FromTexts("close_date", [.. positions.Select(position => position.Close?.Date.ToString())]),
            Numbers("close_age_sessions", position => position.Close?.AgeSessions));

        Float64Column Numbers(string name, Func<Position, decimal?> value) =>
            new(name, [.. positions.Select(position => value(position) is { } number ? (double)number : double.NaN)]);
    }
}
