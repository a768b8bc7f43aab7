using Microsoft.Data.Sqlite;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>A prepared statement with positional parameters, kept for the life of the connection.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this project; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
        }
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
