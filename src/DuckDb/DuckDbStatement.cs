using System.Text;

namespace Assay.DuckDb;

/// <summary>A prepared statement; parameters count from 1.</summary>
public sealed unsafe class DuckDbStatement : IDisposable
{
    private readonly StatementHandle handle;
    private readonly string sql;

    internal DuckDbStatement(StatementHandle handle, string sql)
    {
        this.handle = handle;
        this.sql = sql;
    }

    public int ParameterCount => (int)NativeMethods.duckdb_nparams(handle);

    public DuckDbStatement Bind(int index, bool value) => Check(index, NativeMethods.duckdb_bind_boolean(handle, (ulong)index, value));

    public DuckDbStatement Bind(int index, int value) => Check(index, NativeMethods.duckdb_bind_int32(handle, (ulong)index, value));

    public DuckDbStatement Bind(int index, long value) => Check(index, NativeMethods.duckdb_bind_int64(handle, (ulong)index, value));

    public DuckDbStatement Bind(int index, double value) => Check(index, NativeMethods.duckdb_bind_double(handle, (ulong)index, value));

    /// <summary>Binds a text; null binds NULL.</summary>
    public DuckDbStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            return Check(index, NativeMethods.duckdb_bind_null(handle, (ulong)index));
        }

        var utf8 = Encoding.UTF8.GetBytes(value);
        fixed (byte* start = utf8)
        {
            byte none = 0;
            return Check(index, NativeMethods.duckdb_bind_varchar_length(handle, (ulong)index, start is null ? &none : start, (ulong)utf8.Length));
        }
    }

    /// <summary>Binds a date given in days since 1970-01-01.</summary>
    public DuckDbStatement BindDate(int index, int daysSinceEpoch) =>
        Check(index, NativeMethods.duckdb_bind_date(handle, (ulong)index, daysSinceEpoch));

    public void ClearBindings() => _ = NativeMethods.duckdb_clear_bindings(handle);

    /// <summary>Runs the statement and holds the result whole in memory.</summary>
    /// <exception cref="DuckDbException">With DuckDB's text.</exception>
    public DuckDbResult Execute()
    {
        var result = new ResultHandle();
        return Finish(result, NativeMethods.duckdb_execute_prepared(handle, result.Pointer));
    }

    /// <summary>
    /// Runs the statement as its rows are read, so that the result is never whole in memory. The connection takes no other statement until
    /// the result is disposed, and an error may come from <see cref="DuckDbResult.Next"/>.
    /// </summary>
    /// <exception cref="DuckDbException">With DuckDB's text.</exception>
    public DuckDbResult ExecuteStreaming()
    {
        var result = new ResultHandle();
        return Finish(result, NativeMethods.duckdb_execute_prepared_streaming(handle, result.Pointer));
    }

    public void Dispose() => handle.Dispose();

    private DuckDbResult Finish(ResultHandle result, int state) =>
        state == 0 ? new DuckDbResult(result) : throw DuckDbResult.Failure(result, sql);

    private DuckDbStatement Check(int index, int state) => state == 0
        ? this
        : throw new DuckDbException(
            $"DuckDB cannot bind parameter {index} of '{sql}': {DuckDbDatabase.Text(NativeMethods.duckdb_prepare_error(handle))}");
}
