using Assay.Artifacts.Tables;
using DuckDB.NET.Data;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// Tables as Parquet files, through DuckDB: zstd, row groups of <see cref="ParquetOptions.RowGroupRows"/>, the schema id in the footer
/// under <see cref="SchemaKey"/>. The same table gives the same bytes in every folder and on every run (with the same library).
/// NaN is NULL in the file; −0, infinities and denormals are kept. Rows keep their order. Files are not verified here: the store does
/// that before it hands out a path.
/// </summary>
public sealed class ParquetFiles : IDisposable
{
    /// <summary>Key of the schema id in the footer.</summary>
    public const string SchemaKey = "assay.schema";

    private readonly OpenDatabases readers;
    private readonly OpenDatabases writers;

    /// <param name="temporaryFolder">Where DuckDB may spill; it exists.</param>
    /// <param name="options">Resources; null is the default.</param>
    /// <param name="mostIdle">DuckDB databases that stay open between uses, up to <see cref="Dispose"/>; none by default.</param>
    public ParquetFiles(string temporaryFolder, ParquetOptions? options = null, int mostIdle = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(temporaryFolder);
        var chosen = options ?? new ParquetOptions();
        readers = new OpenDatabases(temporaryFolder, chosen, chosen.ReadThreads, mostIdle);
        writers = chosen.ReadThreads == 1 ? readers : new OpenDatabases(temporaryFolder, chosen, 1, mostIdle);
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
            var footer = string.Join(", ", pairs.Select(p => $"{DuckDb.Literal(p.Key)}: {DuckDb.Literal(p.Value)}"));
            _ = writers.Use(connection =>
            {
                TableAppender.Load(table, connection, "content");
                connection.Execute(
                    $"COPY content TO {DuckDb.Literal(path)} (FORMAT parquet, COMPRESSION zstd, "
                    + $"DICTIONARY_SIZE_LIMIT {ParquetOptions.DictionaryEntries}, ROW_GROUP_SIZE {ParquetOptions.RowGroupRows}, KV_METADATA {{{footer}}})");
                connection.Execute("DROP TABLE content");
                return path;
            });
        }
        catch (DuckDBException cause)
        {
            throw new ArtifactException(
                $"The table {table.SchemaId} cannot be written to {path} ({DuckDb.FirstLine(cause)}); check that the folder is writable and the disk not full.",
                cause);
        }
    }

    /// <summary>Reads a whole table, or the columns named in the order named.</summary>
    /// <exception cref="ArtifactException">The file is not one of ours, a column is not there, or its type has no place in a table.</exception>
    public Table Read(string path, IReadOnlyList<string>? columns = null) => Use(reader => reader.Read(path, columns));

    /// <summary>The key-value pairs of the footer, the schema id among them.</summary>
    public IReadOnlyDictionary<string, string> ReadMetadata(string path) => Use(reader => reader.ReadMetadata(path));

    /// <summary>The number of rows, from the footer alone.</summary>
    public long CountRows(string path) => Use(reader => reader.CountRows(path));

    public void Dispose()
    {
        readers.Dispose();
        writers.Dispose();
    }

    /// <summary>Several reads, one after the other.</summary>
    internal T Use<T>(Func<ParquetReader, T> use) => readers.Use(connection => use(new ParquetReader(connection)));
}
