using System.Globalization;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Universe;

namespace Assay.MarketData.Accounts;

/// <summary>Compares a statement of positions, such as a broker's, with what the fills up to its day derive.</summary>
/// <param name="StatedOn">Day of the statement.</param>
/// <param name="Source">Who states it.</param>
/// <param name="Compared">Positions in either.</param>
/// <param name="Differences">By symbol, then in the order of the columns; empty where all agree.</param>
/// <param name="Derived">What the fills derive for that day.</param>
public sealed record PositionReconciliation(
    TradingDate StatedOn, string Source, int Compared, IReadOnlyList<PositionDifference> Differences, AccountPositions Derived)
{
    private const decimal HalfCent = 0.005m;

    /// <summary>The latest statement known at an instant against the fills known then; null where no statement was known.</summary>
    public static PositionReconciliation? Read(SnapshotReader reader, DateTimeOffset asOf, ExchangeCalendar? calendar)
    {
        var table = reader.Read(ObservedDataset.Positions, asOf);
        if (table.RowCount == 0)
        {
            return null;
        }

        var days = table.Date(ObservedDataset.Positions.Date);
        var day = new TradingDate(days[^1]);
        var derived = PositionDerivation.Read(reader, asOf, calendar, day);
        var held = derived.Positions.Where(position => position.Quantity != 0)
            .ToDictionary(position => SymbolSpelling.Normalise(position.Symbol), StringComparer.Ordinal);
        var stated = Enumerable.Range(0, table.RowCount)
            .Where(row => days[row] == day.DayNumber && table.Float64("quantity")[row] != 0)
            .GroupBy(row => SymbolSpelling.Normalise(table.Text(ObservedDataset.Symbol).At(row)!), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var symbols = held.Keys.Union(stated.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new PositionReconciliation(
            day,
            table.Text(ObservedDataset.Source).At(table.RowCount - 1)!,
            symbols.Count,
            [.. symbols.SelectMany(symbol => Compare(symbol, table, stated.TryGetValue(symbol, out var row) ? row : null, held.GetValueOrDefault(symbol)))],
            derived);
    }

    private static IEnumerable<PositionDifference> Compare(string symbol, Table table, int? row, Position? position)
    {
        if (row is not { } line)
        {
            yield return new PositionDifference(symbol, PositionDifferenceKinds.OnlyDerived, null, Text(position!.Quantity));
            yield break;
        }

        if (position is null)
        {
            yield return new PositionDifference(symbol, PositionDifferenceKinds.OnlyStated, Text(Number("quantity")), null);
            yield break;
        }

        (string Kind, decimal? Derived, decimal Tolerance)[] figures =
        [
            (PositionDifferenceKinds.Quantity, position.Quantity, 0),
            (PositionDifferenceKinds.AveragePrice, position.AveragePrice, HalfCent),
            (PositionDifferenceKinds.MarketValue, position.MarketValue, (Math.Abs(position.Quantity) * HalfCent) + HalfCent),
            (PositionDifferenceKinds.TotalFees, position.TotalFees, HalfCent),
            (PositionDifferenceKinds.TradesCount, position.TradesCount, 0),
        ];
        foreach (var (kind, derived, tolerance) in figures)
        {
            if (Number(kind) is { } said && !(derived is { } found && Math.Abs(said - found) <= tolerance))
            {
                yield return new PositionDifference(symbol, kind, Text(said), Text(derived));
            }
        }

        if (table.Text(ObservedDataset.Positions.Texts[0]).At(line) is { } day && !string.Equals(day, position.LastTradeDate.ToString(), StringComparison.Ordinal))
        {
            yield return new PositionDifference(symbol, PositionDifferenceKinds.LastTradeDate, day, position.LastTradeDate.ToString());
        }

        // The column of a figure has the name of its difference.
        decimal? Number(string column) => table.Float64(column)[line] is var number && Math.Abs(number) < (double)decimal.MaxValue ? (decimal)number : null;
    }

    private static string? Text(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture);
}
