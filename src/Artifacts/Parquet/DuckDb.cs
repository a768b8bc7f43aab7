using System.Diagnostics.CodeAnalysis;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;

namespace Assay.Artifacts.Parquet;

/// <summary>How DuckDB is opened and asked. Nothing is taken from the machine or the user's home: the same calls give the same results anywhere.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Paths are bound or written by Literal, names by Identifier; the rest is constant.")]
internal static class DuckDb
{
    /// <summary>
    /// A database in memory of its own. Extensions are neither downloaded nor loaded by themselves. The number of threads is the caller's, never that of
    /// the cores: DuckDB adds floating-point numbers in the order of its threads.
    /// </summary>
    internal static DuckDBConnection Open(string temporaryFolder, int threads, int memoryLimitMebibytes)
    {
        var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder
        {
            DataSource = DuckDBConnectionStringBuilder.InMemoryDataSource,
            Threads = threads,
            MemoryLimit = FormattableString.Invariant($"{memoryLimitMebibytes}MiB"),
            TempDirectory = temporaryFolder,
            PreserveInsertionOrder = true,
            AutoinstallKnownExtensions = false,
            AutoloadKnownExtensions = false,
            AllowPersistentSecrets = false,
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>A name as an SQL identifier.</summary>
    internal static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as an SQL literal, for the places that take no bound value.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A statement with one bound text, for whatever reads one file.</summary>
    internal static DuckDBCommand Ask(this DuckDBConnection connection, string sql, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new DuckDBParameter(text));
        command.UseStreamingMode = true;
        return command;
    }

    internal static void Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    /// <summary>The next rows of a result, null after the last. DuckDB computes them in the call, so that there is nothing to wait for.</summary>
    internal static RecordBatch? Next(this IArrowArrayStream stream) => stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>DuckDB's first line, which says what is wrong; the others show the place in the statement.</summary>
    internal static string FirstLine(DuckDBException cause) => cause.Message.Split('\n')[0].TrimEnd('.', ' ');
}
