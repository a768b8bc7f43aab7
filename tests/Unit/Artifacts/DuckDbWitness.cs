using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data;

namespace Assay.Tests.Unit.Artifacts;

/// <summary>DuckDB as somebody else who writes and reads files.</summary>
internal static class DuckDbWitness
{
    /// <summary>Runs statements in one session, and gives the rows of the last.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Tests write their statements themselves.")]
    internal static IReadOnlyList<object[]> Ask(params IReadOnlyList<string> statements)
    {
        using var connection = new DuckDBConnection(DuckDBConnectionStringBuilder.InMemoryConnectionString);
        connection.Open();
        var rows = new List<object[]>();
        foreach (var sql in statements)
        {
            using var command = new DuckDBCommand(sql, connection);
            using var reader = command.ExecuteReader();
            rows.Clear();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                _ = reader.GetValues(row);
                rows.Add(row);
            }
        }

        return rows;
    }
}
