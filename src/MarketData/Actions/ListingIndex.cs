using Assay.Artifacts.Tables;

namespace Assay.MarketData.Actions;

/// <summary>Numbers the shares that a table of bars holds, and says of each row which one it is about.</summary>
internal sealed class ListingIndex
{
    private readonly Dictionary<Listing, int> numbers = [];
    private readonly List<Listing> listings = [];

    /// <param name="dates">Sorted ascending.</param>
    /// <param name="symbols">A symbol per row; a missing one is no share.</param>
    /// <param name="history">What symbols meant.</param>
    public ListingIndex(int[] dates, TextColumn symbols, SymbolHistory history)
    {
        OfRow = new int[dates.Length];
        var periods = symbols.Dictionary.Select(symbol => PeriodsOf(symbol, history)).ToArray();
        var current = new int[periods.Length];
        for (var row = 0; row < dates.Length; row++)
        {
            var code = symbols.Codes[row];
            if (code < 0)
            {
                OfRow[row] = -1;
                continue;
            }

            var period = periods[code];
            while (dates[row] >= period[current[code]].EndDay)
            {
                current[code]++;
            }

            OfRow[row] = period[current[code]].Number ??= Add(period[current[code]].Listing);
        }
    }

    /// <summary>Number of the share of each row, −1 where the row names no symbol.</summary>
    public int[] OfRow { get; }

    public int Count => listings.Count;

    /// <summary>The number of a share, −1 where no bar is about it.</summary>
    public int NumberOf(Listing listing) => numbers.GetValueOrDefault(listing, -1);

    /// <summary>
    /// A name for each share: its last symbol. Where several shares ended with the same one, those that were delisted earlier get the day of it
    /// appended (<c>S~20130711</c>), for they are other companies.
    /// </summary>
    public string[] Names()
    {
        var latest = listings.GroupBy(listing => listing.Symbol, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(listing => listing.EndDay), StringComparer.Ordinal);
        return [.. listings.Select(listing => latest[listing.Symbol] == listing.EndDay
            ? listing.Symbol
            : $"{listing.Symbol}~{new Domain.TradingDate(listing.EndDay).ToString().Replace("-", string.Empty, StringComparison.Ordinal)}")];
    }

    private static Period[] PeriodsOf(string symbol, SymbolHistory history)
    {
        var periods = new List<Period>();
        var begin = int.MinValue;
        foreach (var day in history.ChangesOf(symbol))
        {
            periods.Add(new Period(history.Find(symbol, begin), day));
            begin = day;
        }

        periods.Add(new Period(history.Find(symbol, begin), int.MaxValue));
        return [.. periods];
    }

    private int Add(Listing listing)
    {
        if (!numbers.TryGetValue(listing, out var number))
        {
            number = listings.Count;
            numbers.Add(listing, number);
            listings.Add(listing);
        }

        return number;
    }

    /// <summary>Days before <see cref="EndDay"/>, and from the end of the period before, on which a symbol meant one share.</summary>
    private sealed class Period(Listing listing, int endDay)
    {
        public Listing Listing { get; } = listing;

        public int EndDay { get; } = endDay;

        public int? Number { get; set; }
    }
}
