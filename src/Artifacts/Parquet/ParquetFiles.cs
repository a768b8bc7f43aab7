using System.Text;
using Assay.Artifacts.Tables;
using Assay.DuckDb;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// Tables as Parquet files, through DuckDB: zstd, row groups of <see cref="ParquetOptions.RowGroupRows"/>, the schema id in the footer
/// under <see cref="SchemaKey"/>. The same table gives the same bytes in every folder and on every run (with the same library).
/// NaN is NULL in the file; −0, infinities and denormals are kept. Rows keep their order. Files are not verified here: the store does
/// that before it hands out a path.
/// </summary>
public sealed class ParquetFiles
{
    /// <summary>Key of the schema id in the footer.</summary>
    public const string SchemaKey = "assay.schema";

    private const string Source = "read_parquet(?, hive_partitioning = false)";

    private readonly string temporaryFolder;
    private readonly ParquetOptions options;

    /// <param name="temporaryFolder">Where DuckDB may spill; it exists.</param>
    /// <param name="options">Resources; null is the default.</param>
    public ParquetFiles(string temporaryFolder, ParquetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(temporaryFolder);
        this.temporaryFolder = temporaryFolder;
        this.options = options ?? new ParquetOptions();
    }

    /// <summary>Writes a new file, or replaces one; it is not synced. On failure what was begun may be left behind: write aside.</summary>
    /// <param name="table">The table; at least one column.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">More key-value pairs for the footer, written in ordinal order of their keys.</param>
    /// <exception cref="ArtifactException">DuckDB failed: a full disk, an unwritable folder.</exception>
    public void Write(Table table, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal) { [SchemaKey] = table.SchemaId };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            pairs.Add(key, value);
        }

        try
        {
            using var database = Open(1);
            using var connection = database.Connect();
            TableAppender.Load(table, connection, "content");
            var footer = string.Join(", ", pairs.Select(p => $"{DuckDbConnection.Literal(p.Key)}: {DuckDbConnection.Literal(p.Value)}"));
            connection.Execute(
                $"COPY content TO {DuckDbConnection.Literal(path)} (FORMAT parquet, COMPRESSION zstd, "
                + $"DICTIONARY_SIZE_LIMIT {ParquetOptions.DictionaryEntries}, ROW_GROUP_SIZE {ParquetOptions.RowGroupRows}, KV_METADATA {{{footer}}})");
        }
        catch (DuckDbException cause)
        {
            throw new ArtifactException(
                $"The table {table.SchemaId} cannot be written to {path} ({FirstLine(cause)}); check that the folder is writable and the disk not full.",
                cause);
        }
    }

    /// <summary>Reads a whole table, or the columns named in the order named.</summary>
    /// <exception cref="ArtifactException">The file is not one of ours, a column is not there, or its type has no place in a table.</exception>
    public Table Read(string path, IReadOnlyList<string>? columns = null)
    {
        RequireFile(path);
        try
        {
            using var database = Open(options.ReadThreads);
            using var connection = database.Connect();
            if (!ReadMetadata(connection, path).TryGetValue(SchemaKey, out var schema))
            {
                throw new ArtifactException(
                    $"The Parquet file {path} names no schema in its footer ({SchemaKey}), so it is not an artifact; import it first.");
            }

            var selected = columns is null ? "*" : Select(connection, path, schema, columns);
            var rows = CountRows(connection, path);
            using var statement = connection.Prepare($"SELECT {selected} FROM {Source}");
            using var result = statement.Bind(1, Pattern(path)).ExecuteStreaming();
            return TableReader.Read(result, schema, rows);
        }
        catch (DuckDbException cause)
        {
            throw Unreadable(path, cause);
        }
    }

    /// <summary>The key-value pairs of the footer, the schema id among them.</summary>
    public IReadOnlyDictionary<string, string> ReadMetadata(string path) => Ask(path, ReadMetadata);

    /// <summary>The number of rows, from the footer alone.</summary>
    public long CountRows(string path) => Ask(path, CountRows);

    private static Dictionary<string, string> ReadMetadata(DuckDbConnection connection, string path)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        using var statement = connection.Prepare("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)");
        using var result = statement.Bind(1, Pattern(path)).Execute();
        while (result.Next())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                metadata[result.Texts(0).Text(row)] = result.Texts(1).Text(row);
            }
        }

        return metadata;
    }

    private static long CountRows(DuckDbConnection connection, string path)
    {
        using var statement = connection.Prepare("SELECT num_rows::BIGINT FROM parquet_file_metadata(?)");
        using var result = statement.Bind(1, Pattern(path)).Execute();
        result.Next();
        return result.Int64s(0)[0];
    }

    private static string Select(DuckDbConnection connection, string path, string schema, IReadOnlyList<string> columns)
    {
        var present = new List<string>();
        using (var statement = connection.Prepare($"SELECT * FROM {Source} LIMIT 0"))
        using (var result = statement.Bind(1, Pattern(path)).Execute())
        {
            for (var column = 0; column < result.ColumnCount; column++)
            {
                present.Add(result.ColumnName(column));
            }
        }

        var missing = columns.FirstOrDefault(c => !present.Contains(c, StringComparer.OrdinalIgnoreCase));
        return missing is null
            ? string.Join(", ", columns.Select(DuckDbConnection.Identifier))
            : throw new ArtifactException($"Table {schema} in {path} has no column '{missing}'; it has {string.Join(", ", present)}.");
    }

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

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new ArtifactException($"The table {path} is not there; make it anew or give the right path.");
        }
    }

    private static ArtifactException Unreadable(string path, DuckDbException cause) =>
        new($"The file {path} cannot be read as Parquet ({FirstLine(cause)}); make it anew from its inputs.", cause);

    private static string FirstLine(DuckDbException cause)
    {
        var colon = cause.Message.LastIndexOf("': ", StringComparison.Ordinal);
        var text = colon < 0 ? cause.Message : cause.Message[(colon + 3)..];
        return text.Split('\n')[0].TrimEnd('.', ' ');
    }

    private T Ask<T>(string path, Func<DuckDbConnection, string, T> question)
    {
        RequireFile(path);
        try
        {
            using var database = Open(1);
            using var connection = database.Connect();
            return question(connection, path);
        }
        catch (DuckDbException cause)
        {
            throw Unreadable(path, cause);
        }
    }

    private DuckDbDatabase Open(int threads) => DuckDbDatabase.Open(new DuckDbOptions
    {
        Threads = threads,
        MemoryLimitMebibytes = options.MemoryLimitMebibytes,
        TemporaryFolder = temporaryFolder,
    });
}
