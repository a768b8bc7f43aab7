using System.Numerics;
using Assay.Artifacts.Tables;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using NativeAppender = DuckDB.NET.Native.DuckDBAppender;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// Loads a table into DuckDB, a chunk at a time, from the columns' own arrays. The package's appender takes a value at a time, which costs ten times as
/// much; so this uses the functions below it.
/// </summary>
internal static unsafe class TableAppender
{
    private static readonly int ChunkRows = (int)NativeMethods.Helpers.DuckDBVectorSize();

    internal static void Load(Table table, DuckDBConnection connection, string name)
    {
        var columns = table.Columns;
        connection.Execute(
            $"CREATE TABLE {DuckDb.Identifier(name)} ({string.Join(", ", columns.Select(c => $"{DuckDb.Identifier(c.Name)} {TypeOf(c).Sql}"))})");
        var texts = new TextVector?[columns.Count];
        var types = columns.Select(c => NativeMethods.LogicalType.DuckDBCreateLogicalType(TypeOf(c).Type)).ToArray();
        try
        {
            for (var i = 0; i < columns.Count; i++)
            {
                texts[i] = columns[i] is TextColumn text ? new TextVector(text) : null;
            }

            Check(NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, null!, name, out var appender), appender);
            using (appender)
            using (var chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. types.Select(t => t.DangerousGetHandle())], (ulong)types.Length))
            {
                for (var start = 0; start < table.RowCount; start += ChunkRows)
                {
                    var count = Math.Min(ChunkRows, table.RowCount - start);
                    for (var i = 0; i < columns.Count; i++)
                    {
                        Fill(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i), columns[i], texts[i], start, count);
                    }

                    _ = NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)count);
                    Check(NativeMethods.Appender.DuckDBAppendDataChunk(appender, chunk), appender);
                    NativeMethods.DataChunks.DuckDBDataChunkReset(chunk);
                }

                Check(NativeMethods.Appender.DuckDBAppenderClose(appender), appender);
            }
        }
        finally
        {
            Array.ForEach(texts, text => text?.Dispose());
            Array.ForEach(types, type => type.Dispose());
        }
    }

    private static (string Sql, DuckDBType Type) TypeOf(Column column) => column switch
    {
        Float64Column => ("DOUBLE", DuckDBType.Double),
        Float32Column => ("FLOAT", DuckDBType.Float),
        Int32Column => ("INTEGER", DuckDBType.Integer),
        Int64Column => ("BIGINT", DuckDBType.BigInt),
        BooleanColumn => ("BOOLEAN", DuckDBType.Boolean),
        DateColumn => ("DATE", DuckDBType.Date),
        InstantColumn => ("TIMESTAMPTZ", DuckDBType.TimestampTz),
        TextColumn => ("VARCHAR", DuckDBType.Varchar),
        _ => throw new ArgumentException($"Column {column.Name}: {column.TypeName} has no place in a Parquet file.", nameof(column)),
    };

    private static void Fill(nint vector, Column column, TextVector? texts, int start, int count)
    {
        switch (column)
        {
            case Float64Column c:
                FillFloats(vector, c.Values.AsSpan(start, count));
                break;
            case Float32Column c:
                FillFloats(vector, c.Values.AsSpan(start, count));
                break;
            case Int32Column c:
                Copy(vector, c.Values.AsSpan(start, count));
                break;
            case Int64Column c:
                Copy(vector, c.Values.AsSpan(start, count));
                break;
            case BooleanColumn c:
                Copy(vector, c.Values.AsSpan(start, count));
                break;
            case DateColumn c:
                Copy(vector, c.Values.AsSpan(start, count));
                break;
            case InstantColumn c:
                Copy(vector, c.Values.AsSpan(start, count));
                break;
            default:
                texts!.Fill(vector, start, count);
                break;
        }
    }

    private static void Copy<T>(nint vector, ReadOnlySpan<T> values)
        where T : unmanaged => values.CopyTo(new Span<T>(NativeMethods.Vectors.DuckDBVectorGetData(vector), values.Length));

    /// <summary>NaN becomes NULL.</summary>
    private static void FillFloats<T>(nint vector, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Copy(vector, values);
        ulong* validity = null;
        for (var row = 0; row < values.Length; row++)
        {
            if (T.IsNaN(values[row]))
            {
                validity = validity is null ? ValidityOf(vector) : validity;
                validity[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }

    internal static ulong* ValidityOf(nint vector)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        return NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    private static void Check(DuckDBState state, NativeAppender appender)
    {
        if (!state.IsSuccess())
        {
            using var fault = NativeMethods.Appender.DuckDBAppenderErrorData(appender);
            throw new ArtifactException($"DuckDB cannot take a table's rows ({fault.Message?.Split('\n')[0].TrimEnd('.', ' ') ?? "no reason given"}); give the process more memory, or its scratch folder more room.");
        }
    }
}
