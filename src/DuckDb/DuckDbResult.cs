namespace Assay.DuckDb;

/// <summary>
/// Rows in chunks of up to 2,048. <see cref="Next"/> moves to a chunk; its vectors are spans over DuckDB's memory, valid until the next
/// call of <see cref="Next"/> or <see cref="Dispose"/>.
/// </summary>
public sealed unsafe class DuckDbResult : IDisposable
{
    private readonly ResultHandle handle;
    private readonly DuckDbType[] types;
    private ChunkHandle? chunk;

    internal DuckDbResult(ResultHandle handle)
    {
        this.handle = handle;
        types = new DuckDbType[NativeMethods.duckdb_column_count(handle.Pointer)];
        for (var column = 0; column < types.Length; column++)
        {
            var type = (DuckDbType)NativeMethods.duckdb_column_type(handle.Pointer, (ulong)column);
            types[column] = Enum.IsDefined(type) ? type : DuckDbType.Unknown;
        }
    }

    public int ColumnCount => types.Length;

    /// <summary>Rows that an INSERT, UPDATE or DELETE changed.</summary>
    public long RowsChanged => (long)NativeMethods.duckdb_rows_changed(handle.Pointer);

    /// <summary>Rows of the present chunk; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    public string ColumnName(int column) => DuckDbDatabase.Text(NativeMethods.duckdb_column_name(handle.Pointer, (ulong)column));

    public DuckDbType ColumnType(int column) => types[column];

    /// <summary>Moves to the next chunk; false after the last.</summary>
    /// <exception cref="DuckDbException">A streamed statement failed on the way.</exception>
    public bool Next()
    {
        chunk?.Dispose();
        chunk = NativeMethods.duckdb_fetch_chunk(*handle.Pointer);
        if (!chunk.IsInvalid)
        {
            RowCount = (int)NativeMethods.duckdb_data_chunk_get_size(chunk);
            return RowCount > 0;
        }

        RowCount = 0;
        var error = NativeMethods.duckdb_result_error(handle.Pointer);
        return error == 0 || DuckDbDatabase.Text(error).Length == 0
            ? false
            : throw new DuckDbException($"DuckDB failed while reading a result: {DuckDbDatabase.Text(error)}");
    }

    /// <summary>
    /// One bit per row, lowest first, set where the value is there; empty when all are. Values under an unset bit mean nothing.
    /// </summary>
    public ReadOnlySpan<ulong> Validity(int column)
    {
        var mask = NativeMethods.duckdb_vector_get_validity(Vector(column));
        return mask is null ? [] : new ReadOnlySpan<ulong>(mask, (RowCount + 63) / 64);
    }

    public ReadOnlySpan<bool> Booleans(int column) => Values<bool>(column, DuckDbType.Boolean);

    public ReadOnlySpan<int> Int32s(int column) => Values<int>(column, DuckDbType.Int32);

    public ReadOnlySpan<long> Int64s(int column) => Values<long>(column, DuckDbType.Int64);

    public ReadOnlySpan<float> Float32s(int column) => Values<float>(column, DuckDbType.Float32);

    public ReadOnlySpan<double> Float64s(int column) => Values<double>(column, DuckDbType.Float64);

    /// <summary>Days since 1970-01-01.</summary>
    public ReadOnlySpan<int> Dates(int column) => Values<int>(column, DuckDbType.Date);

    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    public ReadOnlySpan<long> Instants(int column) => Values<long>(column, DuckDbType.Instant);

    /// <summary>The UTF-8 texts of a column.</summary>
    public DuckDbTexts Texts(int column)
    {
        Expect(column, DuckDbType.Text);
        return new DuckDbTexts((NativeText*)NativeMethods.duckdb_vector_get_data(Vector(column)), RowCount);
    }

    public void Dispose()
    {
        chunk?.Dispose();
        handle.Dispose();
    }

    /// <summary>True where a row's value is there.</summary>
    public static bool IsValid(ReadOnlySpan<ulong> validity, int row) => validity.IsEmpty || (validity[row >> 6] >> (row & 63) & 1) != 0;

    internal static DuckDbException Failure(ResultHandle result, string sql)
    {
        using (result)
        {
            return new DuckDbException(
                $"DuckDB cannot run '{sql}': {DuckDbDatabase.Text(NativeMethods.duckdb_result_error(result.Pointer))}");
        }
    }

    private ReadOnlySpan<T> Values<T>(int column, DuckDbType type)
        where T : unmanaged
    {
        Expect(column, type);
        return new ReadOnlySpan<T>(NativeMethods.duckdb_vector_get_data(Vector(column)), RowCount);
    }

    private void Expect(int column, DuckDbType type)
    {
        if (types[column] != type)
        {
            throw new ArgumentException($"Column {ColumnName(column)} holds {types[column]}, not {type}.", nameof(column));
        }
    }

    private nint Vector(int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)types.Length, nameof(column));
        return chunk is { IsInvalid: false, IsClosed: false }
            ? NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)column)
            : throw new InvalidOperationException("The result stands on no chunk: call Next first, and read only while it answers true.");
    }
}
