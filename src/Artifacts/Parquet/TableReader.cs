using Assay.Artifacts.Tables;
using ParquetSharp;
using Column = Assay.Artifacts.Tables.Column;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// Reads a Parquet file into a table, a column at a time, into arrays of the final size. Columns may be required or not, with or without dictionaries,
/// in row groups of any size: files of every version before stay readable.
/// </summary>
internal static class TableReader
{
    internal static Table Read(ParquetFileReader file, string path, IReadOnlyList<string>? columns, DateFilter? within)
    {
        using var metadata = file.FileMetaData;
        if (!metadata.KeyValueMetadata.TryGetValue(ParquetFiles.SchemaKey, out var schema))
        {
            throw new ArtifactException(
                $"The Parquet file {path} names no schema in its footer ({ParquetFiles.SchemaKey}), so it is not an artifact; import it first.");
        }

        var present = Enumerable.Range(0, metadata.NumColumns).Select(index => metadata.Schema.Column(index).Name).ToArray();
        var wanted = columns is null ? [.. Enumerable.Range(0, present.Length)] : columns.Select(name => IndexOf(name)).ToArray();
        var groups = Enumerable.Range(0, metadata.NumRowGroups).Select(file.RowGroup).ToList();
        try
        {
            if (within is null or { First: null, Last: null })
            {
                return new Table(schema, [.. wanted.Select(index => ReadColumn(groups, index))]);
            }

            var dates = IndexOf(within.Column);
            DropOutside(groups, dates, within);
            var days = ReadColumn(groups, dates) as DateColumn
                ?? throw new ArtifactException($"Column '{within.Column}' of table {schema} in {path} holds no dates, by which rows are wanted; name another.");
            var rows = Enumerable.Range(0, days.Length).Where(row => within.Includes(days.At(row))).ToArray();
            return new Table(schema, [.. wanted.Select(index => (index == dates ? days : ReadColumn(groups, index)).Take(rows))]);
        }
        finally
        {
            groups.ForEach(group => group.Dispose());
        }

        int IndexOf(string name)
        {
            var index = Array.FindIndex(present, column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
            return index >= 0
                ? index
                : throw new ArtifactException($"Table {schema} in {path} has no column '{name}'; it has {string.Join(", ", present)}.");
        }

        Column ReadColumn(IReadOnlyList<RowGroupReader> from, int index)
        {
            var rows = from.Sum(group => group.MetaData.NumRows);
            return rows <= Array.MaxLength
                ? ColumnReading.Read(from, metadata.Schema.Column(index), index, schema, (int)rows)
                : throw new ArtifactException($"A table of {schema} has {rows} rows, but at most {Array.MaxLength} fit in memory; read it in parts.");
        }
    }

    /// <summary>Leaves out the row groups whose statistics say that none of their rows is wanted.</summary>
    private static void DropOutside(List<RowGroupReader> groups, int dates, DateFilter within) => groups.RemoveAll(group =>
    {
        using var chunk = group.MetaData.GetColumnChunkMetaData(dates);
        using var statistics = chunk.Statistics;
        var isOutside = statistics is Statistics<int> { HasMinMax: true } days
            && (within.First is { } first && days.Max < first.DayNumber || within.Last is { } last && days.Min > last.DayNumber);
        if (isOutside)
        {
            group.Dispose();
        }

        return isOutside;
    });
}
