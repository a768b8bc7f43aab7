using System.Globalization;
using System.Text;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>Derived positions as a table (<c>assay.positions/1</c>) and as CSV text that <c>assay data import --positions</c> reads.</summary>
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

    /// <summary>The same rows as CSV: a heading, lines that end in a line feed, numbers in the shortest form that reads back alike, nothing where something is missing.</summary>
    public static string ToCsv(Table table)
    {
        var text = new StringBuilder();
        _ = text.Append(string.Join(',', table.Columns.Select(column => column.Name))).Append('\n');
        for (var row = 0; row < table.RowCount; row++)
        {
            _ = text.Append(string.Join(',', table.Columns.Select(column => Cell(column, row)))).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(Column column, int row) => column switch
    {
        DateColumn dates => new TradingDate(dates.Values[row]).ToString(),
        Int64Column counts => counts.Values[row].ToString(CultureInfo.InvariantCulture),
        Float64Column numbers => double.IsNaN(numbers.Values[row]) ? string.Empty : numbers.Values[row].ToString("R", CultureInfo.InvariantCulture),
        TextColumn texts => texts.At(row) is { } text ? text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : string.Empty,
        _ => throw new ArgumentException($"No positions have a column of {column.TypeName}.", nameof(column)),
    };
}
