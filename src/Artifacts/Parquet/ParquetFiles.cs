using Assay.Artifacts.Tables;
using ParquetSharp;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// Tables as Parquet files: zstd, row groups of <see cref="RowGroupRows"/>, the schema id in the footer under <see cref="SchemaKey"/>. The same table gives
/// the same bytes in every folder and on every run (with the same library), and one thread writes and reads. NaN is NULL in the file; −0, infinities and
/// denormals are kept. Rows keep their order. Files are not verified here: the store does that before it hands out a path.
/// </summary>
public static class ParquetFiles
{
    /// <summary>Key of the schema id in the footer.</summary>
    public const string SchemaKey = "assay.schema";

    /// <summary>Rows of a row group, but for the last.</summary>
    public const int RowGroupRows = 122_880;

    /// <summary>Writes a new file, or replaces one; it is not synced. On failure what was begun may be left behind: write aside.</summary>
    /// <param name="table">The table; at least one column.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">More key-value pairs for the footer, written in ordinal order of their keys.</param>
    /// <exception cref="ArtifactException">A full disk, an unwritable folder.</exception>
    public static void Write(Table table, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal) { [SchemaKey] = table.SchemaId };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            pairs.Add(key, value);
        }

        try
        {
            TableWriter.Write(table, path, pairs);
        }
        catch (ParquetException cause)
        {
            throw new ArtifactException(
                $"The table {table.SchemaId} cannot be written to {path} ({Reason(cause)}); check that the folder is writable and the disk not full.", cause);
        }
    }

    /// <summary>Reads a whole table, or the columns named in the order named.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Columns, or null for all.</param>
    /// <param name="within">Days whose rows are wanted, or null for all; row groups without any are not read.</param>
    /// <exception cref="ArtifactException">The file is not one of ours, a column is not there, or its type has no place in a table.</exception>
    public static Table Read(string path, IReadOnlyList<string>? columns = null, DateFilter? within = null) =>
        Ask(path, file => TableReader.Read(file, path, columns, within));

    /// <summary>The key-value pairs of the footer, the schema id among them.</summary>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) => Ask(path, file =>
    {
        using var metadata = file.FileMetaData;
        return new Dictionary<string, string>(metadata.KeyValueMetadata, StringComparer.Ordinal);
    });

    /// <summary>The number of rows, from the footer alone.</summary>
    public static long CountRows(string path) => Ask(path, file =>
    {
        using var metadata = file.FileMetaData;
        return metadata.NumRows;
    });

    private static T Ask<T>(string path, Func<ParquetFileReader, T> question)
    {
        if (!File.Exists(path))
        {
            throw new ArtifactException($"The table {path} is not there; make it anew or give the right path.");
        }

        try
        {
            using var file = new ParquetFileReader(path);
            return question(file);
        }
        catch (ParquetException cause)
        {
            throw new ArtifactException($"The file {path} cannot be read as Parquet ({Reason(cause)}); make it anew from its inputs.", cause);
        }
    }

    /// <summary>The library's own words, without the name of its exception around them.</summary>
    private static string Reason(ParquetException cause)
    {
        const string Begin = "(message: '";
        var start = cause.Message.IndexOf(Begin, StringComparison.Ordinal);
        var text = start < 0 ? cause.Message : cause.Message[(start + Begin.Length)..].TrimEnd(')', '\'');
        return text.ReplaceLineEndings(" ").TrimEnd(' ', '.');
    }
}
