using Assay.Artifacts.Tables;
using Assay.MarketData.Import;

namespace Assay.MarketData.Universe;

/// <summary>Reads snapshots of an index: which symbols it had, and in which sector, as known from the day <c>known_since</c> on.</summary>
public static class MembershipImport
{
    private static readonly string[] Columns = ["known_since", "symbol", "name", "sector"];

    /// <summary>
    /// Reads a CSV or CSV.gz file whose heading names known_since, symbol, name and sector in any order and case. Spellings of sectors and
    /// share classes are made one; a missing sector is <c>Unknown</c>.
    /// </summary>
    /// <returns>Schema <c>assay.membership/1</c>, sorted by known_since, then symbol.</returns>
    /// <exception cref="MarketDataException">
    /// The file cannot be used: missing, damaged, without a column or rows, with a bad date or an empty symbol, or with a symbol twice in one snapshot.
    /// </exception>
    public static Table Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var source = new CsvSource(path);
        var fields = new CsvFields();
        if (!source.TryReadLine(out var heading))
        {
            throw new MarketDataException($"{path} is empty; give a CSV file with a heading and membership snapshots.");
        }

        fields.Split(heading, source);
        var width = fields.Count;
        var places = Locate(path, fields.Texts(heading));
        var rows = new List<(int Date, string Symbol, string Name, string Sector, long Line)>();
        while (source.TryReadLine(out var line))
        {
            if (line.Length == 0)
            {
                continue;
            }

            fields.Split(line, source);
            if (fields.Count != width)
            {
                throw source.Fault($"has {fields.Count} fields, but the heading has {width}; correct or remove the line");
            }

            if (!DateText.TryParse(fields.Field(line, places[0]), out var date))
            {
                throw source.Fault($"has '{fields.Text(line, places[0])}' in column known_since, which is not a date of the form yyyy-MM-dd; correct the line");
            }

            var symbol = SymbolSpelling.Normalise(fields.Text(line, places[1]));
            if (symbol.Length == 0)
            {
                throw source.Fault("names no symbol; correct or remove the line");
            }

            rows.Add((date, symbol, fields.Text(line, places[2]), SectorNames.Normalise(fields.Text(line, places[3])), source.LineNumber));
        }

        if (rows.Count == 0)
        {
            throw new MarketDataException($"{path} has a heading but no rows; give a file with membership snapshots.");
        }

        rows.Sort((first, second) => first.Date != second.Date
            ? first.Date.CompareTo(second.Date)
            : string.CompareOrdinal(first.Symbol, second.Symbol) is var order && order != 0 ? order : first.Line.CompareTo(second.Line));
        for (var row = 1; row < rows.Count; row++)
        {
            if (rows[row].Date == rows[row - 1].Date && string.Equals(rows[row].Symbol, rows[row - 1].Symbol, StringComparison.Ordinal))
            {
                throw new MarketDataException(
                    $"{path}, line {rows[row].Line} repeats {rows[row].Symbol} of line {rows[row - 1].Line} within one snapshot; remove one.");
            }
        }

        return new Table(
            MarketDataSchemas.Membership,
            new DateColumn(Columns[0], [.. rows.Select(row => row.Date)]),
            TextColumn.FromTexts(Columns[1], [.. rows.Select(row => row.Symbol)]),
            TextColumn.FromTexts(Columns[2], [.. rows.Select(row => row.Name.Length == 0 ? null : row.Name)]),
            TextColumn.FromTexts(Columns[3], [.. rows.Select(row => row.Sector)]));
    }

    private static int[] Locate(string path, string[] names)
    {
        var places = new int[Columns.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Array.FindIndex(names, name => string.Equals(name, Columns[i], StringComparison.OrdinalIgnoreCase));
            if (places[i] < 0)
            {
                throw new MarketDataException(
                    $"{path} has no column {Columns[i]} in its heading, which reads: {string.Join(", ", names)}; add or rename the column.");
            }
        }

        return places;
    }
}
