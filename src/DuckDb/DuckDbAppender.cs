using System.Numerics;

namespace Assay.DuckDb;

/// <summary>
/// Appends rows to a table, chunk by chunk: give every column a span of up to <see cref="ChunkRows"/> values, then call
/// <see cref="Flush"/>; call <see cref="Complete"/> at the end, for without it nothing is kept. Values are copied.
/// </summary>
public sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle handle;
    private readonly ChunkHandle chunk;
    private readonly DuckDbType[] types;
    private readonly bool[] filled;
    private readonly string table;
    private int rows = -1;
    private bool completed;

    internal DuckDbAppender(AppenderHandle handle, string table)
    {
        this.handle = handle;
        this.table = table;
        var count = (int)NativeMethods.duckdb_appender_column_count(handle);
        types = new DuckDbType[count];
        filled = new bool[count];
        var logical = new nint[count];
        for (var column = 0; column < count; column++)
        {
            logical[column] = NativeMethods.duckdb_appender_column_type(handle, (ulong)column);
            types[column] = (DuckDbType)NativeMethods.duckdb_get_type_id(logical[column]);
        }

        fixed (nint* start = logical)
        {
            chunk = NativeMethods.duckdb_create_data_chunk(start, (ulong)count);
        }

        for (var column = 0; column < count; column++)
        {
            NativeMethods.duckdb_destroy_logical_type(ref logical[column]);
        }
    }

    /// <summary>Most rows of one chunk: 2,048.</summary>
    public static int ChunkRows { get; } = (int)NativeMethods.duckdb_vector_size();

    public int ColumnCount => types.Length;

    public void Set(int column, ReadOnlySpan<bool> values) => Copy(column, DuckDbType.Boolean, values);

    public void Set(int column, ReadOnlySpan<int> values) => Copy(column, DuckDbType.Int32, values);

    public void Set(int column, ReadOnlySpan<long> values) => Copy(column, DuckDbType.Int64, values);

    /// <summary>NaN becomes NULL.</summary>
    public void Set(int column, ReadOnlySpan<float> values)
    {
        Copy(column, DuckDbType.Float32, values);
        MarkMissing(column, values);
    }

    /// <summary>NaN becomes NULL.</summary>
    public void Set(int column, ReadOnlySpan<double> values)
    {
        Copy(column, DuckDbType.Float64, values);
        MarkMissing(column, values);
    }

    /// <summary>Dates in days since 1970-01-01.</summary>
    public void SetDates(int column, ReadOnlySpan<int> daysSinceEpoch) => Copy(column, DuckDbType.Date, daysSinceEpoch);

    /// <summary>Instants in microseconds since 1970-01-01T00:00:00Z.</summary>
    public void SetInstants(int column, ReadOnlySpan<long> microsecondsSinceEpoch) => Copy(column, DuckDbType.Instant, microsecondsSinceEpoch);

    /// <summary>Texts by their position in a dictionary; −1 becomes NULL.</summary>
    public void SetTexts(int column, ReadOnlySpan<int> codes, DuckDbTextDictionary dictionary)
    {
        var vector = Begin(column, DuckDbType.Text, codes.Length);
        var target = new Span<NativeText>(NativeMethods.duckdb_vector_get_data(vector), codes.Length);
        ulong* mask = null;
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0)
            {
                mask = mask is null ? Mask(vector) : mask;
                mask[row >> 6] &= ~(1UL << (row & 63));
                target[row] = default;
            }
            else
            {
                target[row] = dictionary[codes[row]];
            }
        }
    }

    /// <summary>Appends the rows that were set; every column needs the same number.</summary>
    /// <exception cref="DuckDbException">With DuckDB's text.</exception>
    public void Flush()
    {
        var missing = Array.IndexOf(filled, false);
        if (missing >= 0)
        {
            throw new InvalidOperationException($"Column {missing} of {table} was not set.");
        }

        NativeMethods.duckdb_data_chunk_set_size(chunk, (ulong)rows);
        Check(NativeMethods.duckdb_append_data_chunk(handle, chunk));
        NativeMethods.duckdb_data_chunk_reset(chunk);
        Array.Clear(filled);
        rows = -1;
    }

    /// <summary>Makes what was flushed part of the table.</summary>
    /// <exception cref="DuckDbException">With DuckDB's text.</exception>
    public void Complete()
    {
        completed = true;
        Check(NativeMethods.duckdb_appender_close(handle));
    }

    public void Dispose()
    {
        if (!completed && !handle.IsClosed)
        {
            // Destroying an appender would flush it: what nobody completed is dropped instead.
            _ = NativeMethods.duckdb_appender_clear(handle);
            completed = true;
        }

        chunk.Dispose();
        handle.Dispose();
    }

    private static ulong* Mask(nint vector)
    {
        NativeMethods.duckdb_vector_ensure_validity_writable(vector);
        return NativeMethods.duckdb_vector_get_validity(vector);
    }

    private static void MarkMissing<T>(ulong* mask, ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (T.IsNaN(values[row]))
            {
                mask[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }

    private void MarkMissing<T>(int column, ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        foreach (var value in values)
        {
            if (T.IsNaN(value))
            {
                MarkMissing(Mask(NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)column)), values);
                return;
            }
        }
    }

    private void Copy<T>(int column, DuckDbType type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var vector = Begin(column, type, values.Length);
        values.CopyTo(new Span<T>(NativeMethods.duckdb_vector_get_data(vector), values.Length));
    }

    private nint Begin(int column, DuckDbType type, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)types.Length, nameof(column));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ChunkRows);
        if (types[column] != type)
        {
            throw new ArgumentException($"Column {column} of {table} takes {types[column]}, not {type}.", nameof(column));
        }

        if (rows >= 0 && rows != count)
        {
            throw new ArgumentException($"Column {column} of {table} has {count} rows, the columns before it {rows}.", nameof(count));
        }

        rows = count;
        filled[column] = true;
        return NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)column);
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw new DuckDbException($"DuckDB cannot append to {table}: {DuckDbDatabase.Text(NativeMethods.duckdb_appender_error(handle))}");
        }
    }
}
