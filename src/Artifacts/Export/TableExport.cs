using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;

namespace Assay.Artifacts.Export;

/// <summary>Writes a table for others. The same table gives the same bytes.</summary>
public static class TableExport
{
    /// <summary>Writes a new file, or replaces one. On failure what was begun may be left behind: write aside.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its form.</param>
    /// <param name="metadata">What the file says of itself beside its schema id, where the form has a place for it (CSV has none).</param>
    /// <exception cref="IOException">A full disk, a missing folder.</exception>
    /// <exception cref="ArtifactException">The same, of a Parquet file.</exception>
    public static void Write(Table table, string path, TableFormat format, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        switch (format)
        {
            case TableFormat.Parquet:
                ParquetFiles.Write(table, path, metadata);
                break;
            case TableFormat.Arrow:
                using (var file = File.Create(path))
                {
                    ArrowTables.Write(table, file, metadata);
                }

                break;
            case TableFormat.Csv:
                using (var file = File.Create(path))
                {
                    CsvTables.Write(table, file);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, null);
        }
    }
}
