namespace Assay.DuckDb;

/// <summary>A connection; use it from one thread at a time.</summary>
public sealed unsafe class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle handle;

    internal DuckDbConnection(ConnectionHandle handle) => this.handle = handle;

    /// <summary>A name or path as an SQL identifier.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as an SQL literal, for the places that take no bound value.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Runs one or more statements and drops what they return.</summary>
    public void Execute(string sql) => Query(sql).Dispose();

    /// <summary>Runs one or more statements; the result of the last is held whole in memory.</summary>
    /// <exception cref="DuckDbException">With DuckDB's text.</exception>
    public DuckDbResult Query(string sql)
    {
        ArgumentException.ThrowIfNullOrEmpty(sql);
        var result = new ResultHandle();
        if (NativeMethods.duckdb_query(handle, sql, result.Pointer) != 0)
        {
            throw DuckDbResult.Failure(result, sql);
        }

        return new DuckDbResult(result);
    }

    /// <summary>Prepares one statement, with <c>?</c> or <c>$1</c> where values are bound.</summary>
    /// <exception cref="DuckDbException">With DuckDB's text.</exception>
    public DuckDbStatement Prepare(string sql)
    {
        ArgumentException.ThrowIfNullOrEmpty(sql);
        if (NativeMethods.duckdb_prepare(handle, sql, out var statement) == 0)
        {
            return new DuckDbStatement(statement, sql);
        }

        using (statement)
        {
            throw new DuckDbException(
                $"DuckDB cannot prepare '{sql}': {DuckDbDatabase.Text(NativeMethods.duckdb_prepare_error(statement))}");
        }
    }

    /// <summary>Appends whole columns to an existing table.</summary>
    /// <exception cref="DuckDbException">The table is not there.</exception>
    public DuckDbAppender Append(string table)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        if (NativeMethods.duckdb_appender_create(handle, null, table, out var appender) == 0)
        {
            return new DuckDbAppender(appender, table);
        }

        using (appender)
        {
            throw new DuckDbException(
                $"DuckDB cannot append to {table}: {DuckDbDatabase.Text(NativeMethods.duckdb_appender_error(appender))}");
        }
    }

    public void Dispose() => handle.Dispose();
}
