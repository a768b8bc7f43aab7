using Assay.Artifacts.Tables;
using DuckDB.NET.Data;

namespace Assay.Artifacts.Parquet;

/// <summary>A Parquet file that somebody else wrote: its columns with their types, read as numbers and texts. For one thread at a time.</summary>
public sealed class ForeignParquet : IDisposable
{
    private const string Source = "read_parquet(?, hive_partitioning = false)";
    private static readonly string[] NumberTypes = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL"];

    private readonly string path;
    private readonly string scratch;
    private readonly DuckDBConnection connection;

    /// <exception cref="ArtifactException">It is not there, or no Parquet.</exception>
    public ForeignParquet(string path)
    {
        this.path = path;
        if (!File.Exists(path))
        {
            throw new ArtifactException($"There is no file {path}; give the right path.");
        }

        scratch = Directory.CreateTempSubdirectory("assay-parquet-").FullName;
        var defaults = new ParquetOptions();
        connection = DuckDb.Open(scratch, defaults.ReadThreads, defaults.MemoryLimitMebibytes);
        try
        {
            Columns = Ask(Describe);
            Rows = Ask(Count);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names and DuckDB types, in the order of the file.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns { get; }

    public long Rows { get; }

    /// <summary>True where a column holds numbers of any width.</summary>
    public static bool IsNumber(string type) => NumberTypes.Contains(type.Split('(')[0], StringComparer.Ordinal);

    /// <summary>Reads columns under other names, each as float64 (null is NaN) or as text.</summary>
    /// <param name="schemaId">Schema of the table that is made.</param>
    /// <param name="columns">Name in the file, name in the table, and whether it is read as a number.</param>
    /// <exception cref="ArtifactException">The file is damaged, or a column cannot be read so.</exception>
    public Table Read(string schemaId, IReadOnlyList<(string Column, string Name, bool IsNumber)> columns) => Ask(() =>
    {
        var selected = string.Join(", ", columns.Select(column =>
            $"CAST({DuckDb.Identifier(column.Column)} AS {(column.IsNumber ? "DOUBLE" : "VARCHAR")}) AS {DuckDb.Identifier(column.Name)}"));
        using var command = connection.Ask($"SELECT {selected} FROM {Source}", ParquetReader.Pattern(path));
        using var batches = command.ExecuteArrowStream();
        return TableReader.Read(batches, schemaId, Rows);
    });

    public void Dispose()
    {
        connection.Dispose();
        Directory.Delete(scratch, recursive: true);
    }

    private List<(string Name, string Type)> Describe()
    {
        var columns = new List<(string Name, string Type)>();
        using var command = connection.Ask($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {Source})", ParquetReader.Pattern(path));
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            columns.Add((rows.GetString(0), rows.GetString(1)));
        }

        return columns;
    }

    private long Count()
    {
        using var command = connection.Ask("SELECT num_rows::BIGINT FROM parquet_file_metadata(?)", ParquetReader.Pattern(path));
        return (long)command.ExecuteScalar()!;
    }

    private T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (DuckDBException cause)
        {
            throw new ArtifactException($"The file {path} cannot be read as Parquet ({DuckDb.FirstLine(cause)}); write it anew.", cause);
        }
    }
}
