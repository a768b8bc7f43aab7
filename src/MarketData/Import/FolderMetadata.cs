using System.Globalization;
using System.Text.Json;
using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Import;

/// <summary>
/// Checks what <c>metadata.json</c> beside the files of a symbol says of them (symbol, interval; of each file its rows, first and last bar) against what the files hold. It is another
/// program's note, so that nothing is taken from it; where it contradicts its files, one of the two was cut off, replaced or mixed up.
/// </summary>
/// <param name="folder">The folder of the import; places in it are named from there.</param>
/// <param name="zoneId">Of the exchange.</param>
internal sealed class FolderMetadata(string folder, string zoneId)
{
    public const string FileName = "metadata.json";

    private const int MostNamed = 5;
    private readonly List<string> contradictions = [];
    private readonly List<string> unlisted = [];
    private int listed;

    /// <summary>What the metadata contradict, in one sentence; none where they agree.</summary>
    public IReadOnlyList<string> Degraded => contradictions.Count == 0
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{FileName} contradicts its files in {contradictions.Count} places: {Named(contradictions, "; ")}.")];

    public IReadOnlyList<string> Remarks =>
    [
        .. listed > 0 ? new[] { string.Create(CultureInfo.InvariantCulture, $"{listed} files were checked against their {FileName}.") } : [],
        .. unlisted.Count > 0 ? new[] { string.Create(CultureInfo.InvariantCulture, $"{unlisted.Count} files stand in no {FileName}, though others beside them do: {Named(unlisted, ", ")}.") } : [],
    ];

    /// <summary>Checks the files of one symbol.</summary>
    /// <param name="symbol">Name of the symbol's folder.</param>
    /// <param name="files">All files that were read of it; their folder is that of the daily bars.</param>
    public void Check(string symbol, IReadOnlyList<FileBars> files)
    {
        var path = Path.Combine(Path.GetDirectoryName(files[0].Path)!, FileName);
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                contradictions.Add($"{Place(path)} is no JSON object");
                return;
            }

            CheckHead(path, symbol, document.RootElement);
            if (document.RootElement.TryGetProperty("files", out var entries))
            {
                CheckFiles(path, files, entries);
            }
        }
        catch (JsonException)
        {
            contradictions.Add($"{Place(path)} is no JSON");
        }
        catch (IOException fault)
        {
            throw new MarketDataException($"{path} cannot be read ({fault.Message}); check its permissions, or remove it.", fault);
        }
    }

    private void CheckHead(string path, string symbol, JsonElement head)
    {
        if (Text(head, "symbol") is { } named && !string.Equals(named, symbol, StringComparison.OrdinalIgnoreCase))
        {
            contradictions.Add($"{Place(path)} is of {ShownText.Shorten(named)}");
        }

        if (Text(head, "interval") is { } interval && !SymbolFolders.IsDaily(interval))
        {
            contradictions.Add($"{Place(path)} is of the interval {ShownText.Shorten(interval)}");
        }
    }

    private void CheckFiles(string path, IReadOnlyList<FileBars> files, JsonElement entries)
    {
        if (entries.ValueKind != JsonValueKind.Object)
        {
            contradictions.Add($"{Place(path)} lists its files in another form");
            return;
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries.EnumerateObject())
        {
            _ = named.Add(entry.Name);
            if (files.FirstOrDefault(file => string.Equals(Path.GetFileName(file.Path), entry.Name, StringComparison.Ordinal)) is { } file)
            {
                listed++;
                CheckFile(file, entry.Value);
            }
            else
            {
                contradictions.Add($"{Place(path)} lists {ShownText.Shorten(entry.Name)}, which is not there");
            }
        }

        unlisted.AddRange(files.Where(file => !named.Contains(Path.GetFileName(file.Path))).Select(file => Place(file.Path)));
    }

    private void CheckFile(FileBars file, JsonElement stated)
    {
        if (stated.ValueKind != JsonValueKind.Object)
        {
            contradictions.Add($"{Place(file.Path)} is described in another form");
            return;
        }

        if (stated.TryGetProperty("rows", out var rows) && !(rows.ValueKind == JsonValueKind.Number && rows.TryGetInt64(out var count) && count == file.Rows))
        {
            contradictions.Add(string.Create(CultureInfo.InvariantCulture, $"{Place(file.Path)} has {file.Rows} rows, not {ShownText.Shorten(rows.ToString())}"));
        }

        CheckDay(file, stated, "start", file.First);
        CheckDay(file, stated, "end", file.Last);
    }

    private void CheckDay(FileBars file, JsonElement stated, string key, TradingDate actual)
    {
        if (Text(stated, key) is { } text && DayOf(text) != actual)
        {
            contradictions.Add($"{Place(file.Path)} has its {(key == "start" ? "first" : "last")} bar on {actual}, not {ShownText.Shorten(text)}");
        }
    }

    /// <summary>As bars have it: midnight means the day that it names, any other time the day at the exchange; without an offset it is the exchange's time.</summary>
    private TradingDate? DayOf(string text)
    {
        const int Day = 10;
        if (text.Length < Day || !TradingDate.TryParse(text.AsSpan(0, Day), out var named))
        {
            return null;
        }

        return text.Length > Day
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.TimeOfDay != TimeSpan.Zero
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > Day)
            ? LocalDays.Of(instant, zoneId)
            : named;
    }

    private static string? Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static string Named(List<string> places, string separator) => places.Count <= MostNamed
        ? string.Join(separator, places)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(separator, places.Take(MostNamed))}{separator}and {places.Count - MostNamed} more");

    private string Place(string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>What a file holds.</summary>
    internal sealed record FileBars(string Path, long Rows, TradingDate First, TradingDate Last);
}
