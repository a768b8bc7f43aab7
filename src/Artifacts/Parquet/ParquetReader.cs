using System.Text;
using Assay.Artifacts.Tables;
using DuckDB.NET.Data;

namespace Assay.Artifacts.Parquet;

/// <summary>Reads Parquet files one after the other over one connection. For one thread at a time.</summary>
internal sealed class ParquetReader
{
    private const string Source = "read_parquet(?, hive_partitioning = false)";

    private readonly DuckDBConnection connection;

    internal ParquetReader(DuckDBConnection connection) => this.connection = connection;

    /// <inheritdoc cref="ParquetFiles.Read"/>
    /// <param name="path">The file.</param>
    /// <param name="columns">Columns, or null for all.</param>
    /// <param name="within">Days whose rows are wanted, or null for all; row groups without any are not read.</param>
    internal Table Read(string path, IReadOnlyList<string>? columns, DateFilter? within = null) => Ask(path, () =>
    {
        if (!Metadata(path).TryGetValue(ParquetFiles.SchemaKey, out var schema))
        {
            throw new ArtifactException(
                $"The Parquet file {path} names no schema in its footer ({ParquetFiles.SchemaKey}), so it is not an artifact; import it first.");
        }

        var selected = columns is null ? "*" : Select(path, schema, columns);
        var condition = within is null ? string.Empty : Condition(within);
        var rows = condition.Length == 0 ? Rows(path) : Number($"SELECT count(*) FROM {Source}{condition}", path);
        using var command = connection.Ask($"SELECT {selected} FROM {Source}{condition}", Pattern(path));
        using var batches = command.ExecuteArrowStream();
        return TableReader.Read(batches, schema, rows);
    });

    /// <inheritdoc cref="ParquetFiles.ReadMetadata"/>
    internal IReadOnlyDictionary<string, string> ReadMetadata(string path) => Ask(path, () => Metadata(path));

    /// <inheritdoc cref="ParquetFiles.CountRows"/>
    internal long CountRows(string path) => Ask(path, () => Rows(path));

    private static T Ask<T>(string path, Func<T> question)
    {
        if (!File.Exists(path))
        {
            throw new ArtifactException($"The table {path} is not there; make it anew or give the right path.");
        }

        try
        {
            return question();
        }
        catch (DuckDBException cause)
        {
            throw new ArtifactException($"The file {path} cannot be read as Parquet ({DuckDb.FirstLine(cause)}); make it anew from its inputs.", cause);
        }
    }

    /// <summary>A path as the pattern that matches it alone, for DuckDB takes every path for a pattern.</summary>
    internal static string Pattern(string path)
    {
        var pattern = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            _ = letter is '*' or '?' or '[' ? pattern.Append('[').Append(letter).Append(']') : pattern.Append(letter);
        }

        return pattern.ToString();
    }

    private Dictionary<string, string> Metadata(string path)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = connection.Ask("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", Pattern(path));
        using var pairs = command.ExecuteReader();
        while (pairs.Read())
        {
            metadata[pairs.GetString(0)] = pairs.GetString(1);
        }

        return metadata;
    }

    private long Rows(string path) => Number("SELECT num_rows::BIGINT FROM parquet_file_metadata(?)", path);

    private long Number(string question, string path)
    {
        using var command = connection.Ask(question, Pattern(path));
        return (long)command.ExecuteScalar()!;
    }

    private static string Condition(DateFilter within)
    {
        var column = DuckDb.Identifier(within.Column);
        var conditions = new List<string>();
        if (within.First is { } first)
        {
            conditions.Add($"{column} >= DATE '{first}'");
        }

        if (within.Last is { } last)
        {
            conditions.Add($"{column} <= DATE '{last}'");
        }

        return conditions.Count == 0 ? string.Empty : $" WHERE {string.Join(" AND ", conditions)}";
    }

    private string Select(string path, string schema, IReadOnlyList<string> columns)
    {
        string[] present;
        using (var command = connection.Ask($"SELECT * FROM {Source} LIMIT 0", Pattern(path)))
        using (var rows = command.ExecuteReader())
        {
            present = [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)];
        }

        var missing = columns.FirstOrDefault(c => !present.Contains(c, StringComparer.OrdinalIgnoreCase));
        return missing is null
            ? string.Join(", ", columns.Select(DuckDb.Identifier))
            : throw new ArtifactException($"Table {schema} in {path} has no column '{missing}'; it has {string.Join(", ", present)}.");
    }
}
