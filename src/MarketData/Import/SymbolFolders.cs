using System.Text.RegularExpressions;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>
/// A folder with a folder per symbol and within it one per interval: <c>RELIANCE/1day/2024-01_to_2024-06.csv.gz</c>. Daily bars are kept. Files that are named
/// by a day, or by a first and last day or month, must hold what their name says; any other name may stand.
/// </summary>
internal static partial class SymbolFolders
{
    private const int MonthText = 7;
    private static readonly string[] Daily = ["1day", "1d", "day", "daily"];

    /// <summary>The files of the folder that are read, in ordinal order of their paths: symbol, path.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="remarks">What is passed over.</param>
    /// <exception cref="MarketDataException">It is no such folder, or has no daily bars.</exception>
    public static IReadOnlyList<(string Symbol, string Path)> Files(string folder, List<string> remarks)
    {
        var files = new List<(string Symbol, string Path)>();
        var intraday = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var symbol in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var intervals = Directory.GetDirectories(symbol).Order(StringComparer.Ordinal).ToList();
            var daily = intervals.Where(interval => IsDaily(Path.GetFileName(interval))).ToList();
            if (daily.Count != 1)
            {
                throw new MarketDataException(daily.Count > 1
                    ? $"{symbol} has several folders of daily bars ({string.Join(", ", daily.Select(Path.GetFileName))}); leave one."
                    : $"{symbol} has no folder 1day{(intervals.Count == 0 ? string.Empty : $", only {string.Join(", ", intervals.Select(Path.GetFileName))}")}; intraday bars are not taken, give daily ones.");
            }

            foreach (var interval in intervals.Where(interval => interval != daily[0]))
            {
                var name = Path.GetFileName(interval);
                intraday[name] = intraday.GetValueOrDefault(name) + 1;
            }

            var tables = Directory.GetFiles(daily[0]).Where(IsTable).Order(StringComparer.Ordinal).ToList();
            if (tables.Count == 0)
            {
                throw new MarketDataException($"{daily[0]} has no .csv or .csv.gz file; add one, or remove the folder.");
            }

            files.AddRange(tables.Select(path => (Path.GetFileName(symbol), path)));
        }

        if (files.Count == 0)
        {
            throw new MarketDataException($"{folder} has no folders of symbols; give a file, or a folder with SYMBOL/1day/*.csv in it.");
        }

        remarks.AddRange(intraday.Select(interval => FormattableString.Invariant($"Intraday bars passed over: {interval.Key} of {interval.Value} symbols.")));
        return files;
    }

    /// <summary>
    /// Joins the bars of the files. A bar that two files of a symbol tell alike stands once; where they differ, both stay for the quality gate to see.
    /// </summary>
    /// <param name="files">What <see cref="Files"/> gave.</param>
    /// <param name="read">Reads the raw bars of one.</param>
    /// <param name="knownAt">Since when a session's bars are known.</param>
    /// <param name="source">Who says so.</param>
    /// <param name="repeated">Number of bars that were told twice alike.</param>
    public static Table Join(
        IReadOnlyList<(string Symbol, string Path)> files, Func<string, string, Table> read, Func<TradingDate, DateTimeOffset> knownAt, string source, out int repeated)
    {
        repeated = 0;
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var group in files.GroupBy(file => file.Symbol, StringComparer.Ordinal))
        {
            var seen = new Dictionary<int, List<double[]>>();
            foreach (var (symbol, path) in group)
            {
                var raw = read(symbol, path);
                var dates = raw.Date(BarColumns.Date);
                CheckName(path, dates);
                var numbers = BarColumns.Numbers(raw);
                var lines = raw.Int64(BarColumns.Line);
                var told = new List<(int Date, double[] Values)>();
                for (var row = 0; row < dates.Length; row++)
                {
                    double[] values = [.. numbers.Select(column => column[row])];
                    if (seen.TryGetValue(dates[row], out var earlier) && earlier.Exists(other => other.SequenceEqual(values)))
                    {
                        repeated++;
                        continue;
                    }

                    told.Add((dates[row], values));
                    var day = new TradingDate(dates[row]);
                    bars.Add(day, knownAt(day), source, [symbol], values, lines[row]);
                }

                foreach (var (date, values) in told)
                {
                    if (!seen.TryGetValue(date, out var list))
                    {
                        seen.Add(date, list = []);
                    }

                    list.Add(values);
                }
            }
        }

        return bars.Build();
    }

    /// <summary>Whether a name of an interval means a day.</summary>
    public static bool IsDaily(string interval) => Daily.Contains(interval, StringComparer.OrdinalIgnoreCase);

    private static bool IsTable(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static void CheckName(string path, int[] dates)
    {
        var match = Named().Match(Path.GetFileName(path));
        if (!match.Success || Day(match.Groups[1].Value, isEnd: false) is not { } first
            || Day(match.Groups[2].Success ? match.Groups[2].Value : match.Groups[1].Value, isEnd: true) is not { } last)
        {
            return;
        }

        if (dates[0] < first.DayNumber || dates[^1] > last.DayNumber)
        {
            throw new MarketDataException($"{path} names the days {first} to {last}, but holds bars of {new TradingDate(dates[0])} to {new TradingDate(dates[^1])}; rename it, or correct it.");
        }
    }

    private static TradingDate? Day(string text, bool isEnd)
    {
        if (text.Length > MonthText)
        {
            return TradingDate.TryParse(text, out var day) ? day : null;
        }

        return TradingDate.TryParse(text + "-01", out var month)
            ? isEnd ? month.AddDays(DateTime.DaysInMonth(month.ToDateOnly().Year, month.ToDateOnly().Month) - 1) : month
            : null;
    }

    [GeneratedRegex(@"^(\d{4}-\d{2}(?:-\d{2})?)(?:_to_(\d{4}-\d{2}(?:-\d{2})?))?\.csv(?:\.gz)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
