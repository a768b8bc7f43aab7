using Assay.Artifacts.Tables;

namespace Assay.MarketData.PointInTime;

/// <summary>The order of observed tables: date, keys by ordinal comparison, known-at; rows that agree in these keep the order they had.</summary>
public static class ObservedOrder
{
    /// <summary>Checks an observed table and brings it into order; one that is in order is given back as it is.</summary>
    /// <exception cref="ArgumentException">A column is missing or another than its schema says, or a key is missing that must not be.</exception>
    public static Table Arrange(Table table)
    {
        var dataset = ObservedDataset.OfSchema(table.SchemaId);
        if (!table.Columns.Select(column => column.Name).SequenceEqual(dataset.Columns, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"A table of {table.SchemaId} has the columns {string.Join(", ", dataset.Columns)}, not {string.Join(", ", table.Columns.Select(column => column.Name))}.",
                nameof(table));
        }

        var dates = table.Date(dataset.Date);
        var known = table.Instant(ObservedDataset.KnownAt);
        var keys = dataset.Keys.Select(key => Ordered(table.Text(key), dataset)).ToArray();
        return IsInOrder(dates, keys, known)
            ? table
            : Rows(table, Sort(dates, keys, known));
    }

    /// <summary>The rows named, in the order named; texts that no row uses leave the dictionaries.</summary>
    internal static Table Rows(Table table, int[] rows) => new(table.SchemaId, [.. table.Columns.Select(column => Rows(column, rows))]);

    private static Column Rows(Column column, int[] rows)
    {
        switch (column)
        {
            case DateColumn c:
                return new DateColumn(c.Name, BarOrder.Take(c.Values, rows));
            case InstantColumn c:
                return new InstantColumn(c.Name, BarOrder.Take(c.Values, rows));
            case Float64Column c:
                return new Float64Column(c.Name, BarOrder.Take(c.Values, rows));
            case Int64Column c:
                return new Int64Column(c.Name, BarOrder.Take(c.Values, rows));
            case BooleanColumn c:
                return new BooleanColumn(c.Name, BarOrder.Take(c.Values, rows));
            case TextColumn c:
                var codes = BarOrder.Take(c.Codes, rows);
                return new TextColumn(c.Name, codes, BarOrder.DropUnused(codes, c.Dictionary));
            default:
                throw new ArgumentException($"Column {column.Name}: {column.TypeName} has no place in an observed table.", nameof(column));
        }
    }

    /// <summary>The codes of a key column by the ordinal order of its texts.</summary>
    private static (int[] Codes, int Count) Ordered(TextColumn key, ObservedDataset dataset)
    {
        if (!dataset.KeyMayMiss && key.Codes.AsSpan().Contains(-1))
        {
            throw new ArgumentException($"A row of {dataset} names no {key.Name}.", nameof(key));
        }

        for (var code = 1; code < key.Dictionary.Length; code++)
        {
            if (string.CompareOrdinal(key.Dictionary[code - 1], key.Dictionary[code]) > 0)
            {
                var codes = (int[])key.Codes.Clone();
                _ = BarOrder.OrderSymbols(codes, key.Dictionary);
                return (codes, key.Dictionary.Length);
            }
        }

        return (key.Codes, key.Dictionary.Length);
    }

    private static bool IsInOrder(int[] dates, (int[] Codes, int Count)[] keys, long[] known)
    {
        for (var row = 1; row < dates.Length; row++)
        {
            if (Compare(dates, keys, known, row - 1, row) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(int[] dates, (int[] Codes, int Count)[] keys, long[] known, int first, int second)
    {
        if (dates[first] != dates[second])
        {
            return dates[first].CompareTo(dates[second]);
        }

        foreach (var (codes, _) in keys)
        {
            if (codes[first] != codes[second])
            {
                return codes[first].CompareTo(codes[second]);
            }
        }

        return known[first].CompareTo(known[second]);
    }

    /// <summary>Date and first key in linear time; what agrees in them, a few rows as a rule, by insertion.</summary>
    private static int[] Sort(int[] dates, (int[] Codes, int Count)[] keys, long[] known)
    {
        var order = BarOrder.Sort(dates, keys[0].Codes, keys[0].Count);
        for (var place = 1; place < order.Length; place++)
        {
            var row = order[place];
            var target = place;
            while (target > 0 && Compare(dates, keys, known, order[target - 1], row) > 0)
            {
                order[target] = order[target - 1];
                target--;
            }

            order[target] = row;
        }

        return order;
    }
}
