using System.Diagnostics.CodeAnalysis;
using System.Text;
using Apache.Arrow;
using Assay.Artifacts.Tables;
using DuckDB.NET.Data;
using Column = Assay.Artifacts.Tables.Column;
using Table = Assay.Artifacts.Tables.Table;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// A Parquet file that somebody else wrote: its columns with their types, read as numbers and texts. DuckDB reads it, which knows every type and encoding
/// and turns them into these two. For one thread at a time.
/// </summary>
[SuppressMessage("Security", "CA2100", Justification = "The path is bound, names are written as identifiers; the rest is constant.")]
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
        connection = Connection(scratch);
        try
        {
            connection.Open();
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
        if (Rows > System.Array.MaxLength)
        {
            throw new ArtifactException($"The file {path} has {Rows} rows, but at most {System.Array.MaxLength} fit in memory; split it.");
        }

        var targets = columns.Select(column => column.IsNumber ? new Numbers(column.Name, (int)Rows) : (Target)new Texts(column.Name, (int)Rows)).ToArray();
        using var command = Command($"SELECT {string.Join(", ", columns.Select(Cast))} FROM {Source}");
        using var batches = command.ExecuteArrowStream();
        var start = 0;

        // DuckDB computes the rows in the call, so that there is nothing to wait for.
        while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                for (var column = 0; column < targets.Length; column++)
                {
                    targets[column].Take(batch.Column(column), start);
                }

                start += batch.Length;
            }
        }

        return new Table(schemaId, [.. targets.Select(target => target.Finish())]);
    });

    public void Dispose()
    {
        connection.Dispose();
        Directory.Delete(scratch, recursive: true);
    }

    /// <summary>A database in memory of its own, with one thread, that loads no extensions, reads nothing of the user's home, and spills beyond a gibibyte.</summary>
    private static DuckDBConnection Connection(string temporaryFolder) => new(new DuckDBConnectionStringBuilder
    {
        DataSource = DuckDBConnectionStringBuilder.InMemoryDataSource,
        Threads = 1,
        MemoryLimit = "1GiB",
        TempDirectory = temporaryFolder,
        PreserveInsertionOrder = true,
        AutoinstallKnownExtensions = false,
        AutoloadKnownExtensions = false,
        AllowPersistentSecrets = false,
    }.ConnectionString);

    private static string Cast((string Column, string Name, bool IsNumber) column) =>
        $"CAST({Identifier(column.Column)} AS {(column.IsNumber ? "DOUBLE" : "VARCHAR")}) AS {Identifier(column.Name)}";

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A path as the pattern that matches it alone, for DuckDB takes every path for a pattern.</summary>
    private static string Pattern(string path)
    {
        var pattern = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            _ = letter is '*' or '?' or '[' ? pattern.Append('[').Append(letter).Append(']') : pattern.Append(letter);
        }

        return pattern.ToString();
    }

    /// <summary>A statement whose one parameter is the file.</summary>
    private DuckDBCommand Command(string sql)
    {
        var command = new DuckDBCommand(sql, connection) { UseStreamingMode = true };
        command.Parameters.Add(new DuckDBParameter(Pattern(path)));
        return command;
    }

    private List<(string Name, string Type)> Describe()
    {
        var columns = new List<(string Name, string Type)>();
        using var command = Command($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {Source})");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            columns.Add((rows.GetString(0), rows.GetString(1)));
        }

        return columns;
    }

    private long Count()
    {
        using var command = Command("SELECT num_rows::BIGINT FROM parquet_file_metadata(?)");
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
            // The first line says what is wrong; the others show the place in the statement.
            throw new ArtifactException($"The file {path} cannot be read as Parquet ({cause.Message.Split('\n')[0].TrimEnd('.', ' ')}); write it anew.", cause);
        }
    }

    private abstract class Target
    {
        internal abstract void Take(IArrowArray array, int start);

        internal abstract Column Finish();
    }

    private sealed class Numbers(string name, int rows) : Target
    {
        private readonly double[] values = new double[rows];

        internal override void Take(IArrowArray array, int start)
        {
            var numbers = (DoubleArray)array;
            numbers.Values.CopyTo(values.AsSpan(start));
            for (var row = 0; numbers.NullCount > 0 && row < numbers.Length; row++)
            {
                values[start + row] = numbers.IsNull(row) ? double.NaN : values[start + row];
            }
        }

        internal override Column Finish() => new Float64Column(name, values);
    }

    private sealed class Texts(string name, int rows) : Target
    {
        private readonly int[] codes = new int[rows];
        private readonly TextIndex index = new();

        internal override void Take(IArrowArray array, int start)
        {
            var texts = (StringArray)array;
            for (var row = 0; row < texts.Length; row++)
            {
                codes[start + row] = texts.IsNull(row) ? -1 : index.CodeOf(texts.GetBytes(row));
            }
        }

        internal override Column Finish() => index.ToColumn(name, codes);
    }
}
