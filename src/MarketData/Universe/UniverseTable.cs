using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Panels;

namespace Assay.MarketData.Universe;

/// <summary>The stored form of a universe: schema <c>assay.universe/1</c>, one row (date, symbol, sector) per member, sorted by date, then symbol.</summary>
public static class UniverseTable
{
    private const string SectorName = "sector";

    public static Table ToTable(UniversePanel universe)
    {
        var axis = universe.Axis;
        var count = universe.Member.Count(member => member);
        var dates = new int[count];
        var symbols = new int[count];
        var sectors = new int[count];
        var row = 0;
        for (var session = 0; session < axis.SessionCount; session++)
        {
            for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
            {
                if (universe.IsMember(session, symbol))
                {
                    dates[row] = axis.Sessions[session].DayNumber;
                    symbols[row] = symbol;
                    sectors[row++] = universe.SectorOf(session, symbol);
                }
            }
        }

        return new Table(
            MarketDataSchemas.Universe,
            new DateColumn(BarColumns.Date, dates),
            new TextColumn(BarColumns.Symbol, symbols, [.. axis.Symbols]),
            new TextColumn(SectorName, sectors, [.. universe.Sectors]));
    }

    /// <summary>Lays a stored universe on the axis it was built on, or on one that holds all its dates and symbols.</summary>
    /// <exception cref="ArgumentException">A row's date or symbol is not on the axis.</exception>
    public static UniversePanel FromTable(PanelAxis axis, Table table)
    {
        table.Expect(MarketDataSchemas.Universe);
        var dates = table.Date(BarColumns.Date);
        var symbols = table.Text(BarColumns.Symbol);
        var sectors = table.Text(SectorName);
        string[] names = [SectorNames.Unknown, .. sectors.Dictionary.Where(name => name != SectorNames.Unknown).Order(StringComparer.Ordinal)];
        byte[] codes = [.. sectors.Dictionary.Select(name => (byte)Array.IndexOf(names, name))];
        int[] columns = [.. symbols.Dictionary.Select(name => FindSymbol(axis, name))];
        var member = new bool[axis.Length];
        var sector = new byte[axis.Length];
        for (var row = 0; row < dates.Length; row++)
        {
            var session = axis.FindSession(new TradingDate(dates[row]));
            var column = symbols.Codes[row] < 0 ? -1 : columns[symbols.Codes[row]];
            if (session < 0 || column < 0)
            {
                throw new ArgumentException($"Row {row}, {symbols.At(row)} on {new TradingDate(dates[row])}, is not on the axis.", nameof(table));
            }

            var cell = axis.IndexOf(session, column);
            member[cell] = true;
            sector[cell] = sectors.Codes[row] < 0 ? (byte)0 : codes[sectors.Codes[row]];
        }

        return new UniversePanel(axis, member, sector, names);
    }

    private static int FindSymbol(PanelAxis axis, string name)
    {
        var low = 0;
        var high = axis.SymbolCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(axis.Symbols[middle], name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
