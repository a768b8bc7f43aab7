using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Panels;
using Assay.MarketData.Universe;

namespace Assay.Activities.Panels;

/// <summary>Reads artifacts into the panels that the modules compute on.</summary>
internal static class PanelReader
{
    public static (MarketPanel Market, UniversePanel Universe) Read(IArtifactStore store, ArtifactRef bars, ArtifactRef universe)
    {
        var market = PanelBuilder.Build(store.ReadTable(bars));
        return (market, UniverseTable.FromTable(market.Axis, store.ReadTable(universe)));
    }

    /// <summary>The column <paramref name="column"/> of a table with date and symbol, placed on an axis; NaN elsewhere.</summary>
    /// <exception cref="ArtifactException">A row is not on the axis: the table belongs to other bars.</exception>
    public static Panel ReadPanel(Table table, string column, PanelAxis axis)
    {
        var panel = Panel.Empty(axis);
        var dates = table.Date("date");
        var symbols = table.Text("symbol");
        var values = table.Float64(column);
        var positions = new int[symbols.Dictionary.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = FindSymbol(axis, symbols.Dictionary[i]);
        }

        var session = -1;
        var sessionDate = int.MinValue;
        for (var row = 0; row < dates.Length; row++)
        {
            if (dates[row] != sessionDate)
            {
                sessionDate = dates[row];
                session = axis.FindSession(new TradingDate(sessionDate));
            }

            var symbol = symbols.Codes[row] < 0 ? -1 : positions[symbols.Codes[row]];
            if (session < 0 || symbol < 0)
            {
                throw new ArtifactException($"Row {row + 1} of a {table.SchemaId} table is not on the sessions and symbols of the bars; run the stage that made it again.");
            }

            panel.Values[axis.IndexOf(session, symbol)] = values[row];
        }

        return panel;
    }

    private static int FindSymbol(PanelAxis axis, string symbol)
    {
        var low = 0;
        var high = axis.SymbolCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(axis.Symbols[middle], symbol);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
