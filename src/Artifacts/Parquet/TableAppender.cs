using Assay.Artifacts.Tables;
using Assay.DuckDb;

namespace Assay.Artifacts.Parquet;

/// <summary>Loads a table into DuckDB, 2,048 rows at a time, from the columns' own arrays.</summary>
internal static class TableAppender
{
    internal static void Load(Table table, DuckDbConnection connection, string name)
    {
        var columns = table.Columns;
        connection.Execute(
            $"CREATE TABLE {DuckDbConnection.Identifier(name)} "
            + $"({string.Join(", ", columns.Select(c => $"{DuckDbConnection.Identifier(c.Name)} {SqlType(c)}"))})");
        var dictionaries = new DuckDbTextDictionary?[columns.Count];
        try
        {
            for (var i = 0; i < columns.Count; i++)
            {
                dictionaries[i] = columns[i] is TextColumn text ? new DuckDbTextDictionary(text.Dictionary) : null;
            }

            using var appender = connection.Append(name);
            for (var start = 0; start < table.RowCount; start += DuckDbAppender.ChunkRows)
            {
                var count = Math.Min(DuckDbAppender.ChunkRows, table.RowCount - start);
                for (var i = 0; i < columns.Count; i++)
                {
                    Set(appender, i, columns[i], dictionaries[i], start, count);
                }

                appender.Flush();
            }

            appender.Complete();
        }
        finally
        {
            foreach (var dictionary in dictionaries)
            {
                dictionary?.Dispose();
            }
        }
    }

    private static string SqlType(Column column) => column switch
    {
        Float64Column => "DOUBLE",
        Float32Column => "FLOAT",
        Int32Column => "INTEGER",
        Int64Column => "BIGINT",
        BooleanColumn => "BOOLEAN",
        DateColumn => "DATE",
        InstantColumn => "TIMESTAMPTZ",
        _ => "VARCHAR",
    };

    private static void Set(DuckDbAppender appender, int index, Column column, DuckDbTextDictionary? dictionary, int start, int count)
    {
        switch (column)
        {
            case Float64Column c:
                appender.Set(index, c.Values.AsSpan(start, count));
                break;
            case Float32Column c:
                appender.Set(index, c.Values.AsSpan(start, count));
                break;
            case Int32Column c:
                appender.Set(index, c.Values.AsSpan(start, count));
                break;
            case Int64Column c:
                appender.Set(index, c.Values.AsSpan(start, count));
                break;
            case BooleanColumn c:
                appender.Set(index, c.Values.AsSpan(start, count));
                break;
            case DateColumn c:
                appender.SetDates(index, c.Values.AsSpan(start, count));
                break;
            case InstantColumn c:
                appender.SetInstants(index, c.Values.AsSpan(start, count));
                break;
            case TextColumn c:
                appender.SetTexts(index, c.Codes.AsSpan(start, count), dictionary!);
                break;
            default:
                throw new ArgumentException($"Column {column.Name}: {column.TypeName} has no place in a Parquet file.", nameof(column));
        }
    }
}
