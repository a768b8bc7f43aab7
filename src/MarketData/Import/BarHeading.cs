namespace Assay.MarketData.Import;

/// <summary>
/// Where a heading has the columns of bars. Besides the plain names those are understood that feeds of minute and daily bars use: time, datetime or
/// timestamp for date, ticker or Name for symbol, o, h, l, c and v or vol. A plain name goes first.
/// </summary>
internal sealed record BarHeading(int Width, int Date, int Symbol, int[] Numbers, IReadOnlyList<string> Renamed, IReadOnlyList<string> PassedOver)
{
    private static readonly Accepted Dates = new([BarColumns.Date], ["timestamp", "datetime", "time"]);
    private static readonly Accepted Symbols = new([BarColumns.Symbol, "Name"], ["ticker"]);
    private static readonly Accepted[] NumberNames =
        [new(["open"], ["o"]), new(["high"], ["h"]), new(["low"], ["l"]), new(["close"], ["c"]), new(["volume"], ["v", "vol"])];

    /// <param name="path">The file.</param>
    /// <param name="names">Its heading.</param>
    /// <param name="needsSymbol">False where all bars are of one symbol that stands elsewhere.</param>
    /// <param name="hasVolume">False where the person says that there is none; a column of it is passed over then, and its place is −1.</param>
    /// <exception cref="MarketDataException">A column is missing, or there are two for one thing.</exception>
    public static BarHeading Of(string path, string[] names, bool needsSymbol, bool hasVolume = true)
    {
        var date = DateColumn(names);
        if (date < 0)
        {
            date = Locate(path, names, Dates);
        }

        if (names.Any(name => Is(name, "time")) && !Is(names[date], "time"))
        {
            throw new MarketDataException($"{path} has a column {names[date]} and a column time, so its bars are not daily; give daily bars.");
        }

        var symbol = needsSymbol ? Locate(path, names, Symbols) : -1;
        int[] numbers = [.. NumberNames.SkipLast(1).Select(accepted => Locate(path, names, accepted)), hasVolume ? Locate(path, names, NumberNames[^1]) : -1];
        var used = numbers.Append(date).Append(symbol).ToHashSet();
        string[] renamed = [.. Renamings(names, date, symbol, numbers)];
        return new BarHeading(names.Length, date, symbol, numbers, renamed, [.. names.Where((_, column) => !used.Contains(column))]);
    }

    /// <summary>The column of the date; an unnamed first one is it, as pandas writes its index. −1 where there is none.</summary>
    public static int DateColumn(string[] names)
    {
        foreach (var accepted in Dates.All)
        {
            var found = Array.FindIndex(names, name => Is(name, accepted));
            if (found >= 0)
            {
                return found;
            }
        }

        return names.Length > 1 && names[0].Length == 0 ? 0 : -1;
    }

    /// <summary>True where the heading names all prices of a bar.</summary>
    public static bool HasPrices(string[] names) => NumberNames.SkipLast(1).All(accepted => Has(names, accepted));

    public static bool HasSymbol(string[] names) => Has(names, Symbols);

    private static bool Has(string[] names, Accepted accepted) => accepted.All.Any(name => names.Any(other => Is(other, name)));

    private static int Locate(string path, string[] names, Accepted accepted)
    {
        foreach (var group in (string[][])[accepted.Plain, accepted.Aliases])
        {
            var found = Enumerable.Range(0, names.Length).Where(column => group.Any(name => Is(names[column], name))).ToArray();
            if (found.Length > 1)
            {
                throw new MarketDataException($"{path} has two columns for {accepted.Plain[0]} ({names[found[0]]}, {names[found[1]]}); leave one.");
            }

            if (found.Length == 1)
            {
                return found[0];
            }
        }

        throw new MarketDataException(
            $"{path} has no column {string.Join(" or ", accepted.Plain)} in its heading, which reads: {ShownText.Heading(names)}; add or rename the column.");
    }

    private static IEnumerable<string> Renamings(string[] names, int date, int symbol, int[] numbers)
    {
        (int Column, string Plain)[] used = [(date, BarColumns.Date), (symbol, BarColumns.Symbol), .. numbers.Select((column, index) => (column, BarColumns.NumberNames[index]))];
        return used.Where(use => use.Column >= 0 && !Is(names[use.Column], use.Plain))
            .Select(use => names[use.Column].Length == 0 ? $"the unnamed first column is taken for {use.Plain}" : $"the column {names[use.Column]} is taken for {use.Plain}");
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <param name="Plain">Names of our own files.</param>
    /// <param name="Aliases">Names of other feeds, looked for where no plain one is there.</param>
    private sealed record Accepted(string[] Plain, string[] Aliases)
    {
        public IEnumerable<string> All => Plain.Concat(Aliases);
    }
}
