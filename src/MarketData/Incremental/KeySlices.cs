using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>An observed table, cut by symbol or series.</summary>
public static class KeySlices
{
    /// <returns>The rows of each key in their order; rows that name none are left out.</returns>
    public static IReadOnlyDictionary<string, Table> Of(Table table)
    {
        var keys = table.Text(ObservedDataset.OfSchema(table.SchemaId).Keys[0]);
        var rows = new List<int>?[keys.Dictionary.Length];
        for (var row = 0; row < table.RowCount; row++)
        {
            if (keys.Codes[row] >= 0)
            {
                (rows[keys.Codes[row]] ??= []).Add(row);
            }
        }

        var slices = new Dictionary<string, Table>(StringComparer.Ordinal);
        for (var key = 0; key < rows.Length; key++)
        {
            if (rows[key] is { } held)
            {
                slices.Add(keys.Dictionary[key], ObservedOrder.Rows(table, [.. held]));
            }
        }

        return slices;
    }

    /// <summary>The rows of some days, both included.</summary>
    public static Table Within(Table table, TradingDate first, TradingDate last)
    {
        var dates = table.Date(ObservedDataset.OfSchema(table.SchemaId).Date);
        return ObservedOrder.Rows(table, [.. Enumerable.Range(0, table.RowCount).Where(row => dates[row] >= first.DayNumber && dates[row] <= last.DayNumber)]);
    }
}
