using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Accounts;

/// <summary>The last raw close of each share that was known at an instant, and of which shares anything was known.</summary>
internal sealed class ShareCloses
{
    /// <summary>So far into a calendar a session has surely closed.</summary>
    private const int CalendarLeadDays = 14;

    private readonly Dictionary<Listing, Recent> shares = [];

    public ShareCloses(SnapshotReader reader, DateTimeOffset asOf, TradingDate lastDay, SymbolHistory history)
    {
        var bars = reader.Read(
            ObservedDataset.Bars, asOf, new DateSpan(null, lastDay), [BarColumns.Date, ObservedDataset.Symbol, BarColumns.NumberNames[BarColumns.Close], ObservedDataset.KnownAt]);
        IsEmpty = bars.RowCount == 0;
        var (days, symbols) = (bars.Date(BarColumns.Date), bars.Text(ObservedDataset.Symbol));
        var (prices, known) = (bars.Float64(BarColumns.NumberNames[BarColumns.Close]), bars.Instant(ObservedDataset.KnownAt));
        var meanings = symbols.Dictionary.Select(symbol => new Meaning(symbol, history)).ToArray();
        for (var row = 0; row < days.Length; row++)
        {
            if (symbols.Codes[row] < 0)
            {
                continue;
            }

            var share = meanings[symbols.Codes[row]].On(days[row]);
            if (!shares.TryGetValue(share, out var recent))
            {
                shares.Add(share, recent = new Recent());
            }

            recent.Tell(days[row], prices[row], known[row]);
        }
    }

    /// <summary>True where the snapshot holds no bar at all, so that it says nothing of what exists.</summary>
    public bool IsEmpty { get; }

    public bool Knows(Listing share) => shares.ContainsKey(share);

    /// <param name="share">The share.</param>
    /// <param name="splits">Its splits: day, ratio.</param>
    /// <param name="calendar">Counts the age; none without it.</param>
    /// <param name="asOf">The instant.</param>
    public LastClose? Of(Listing share, IEnumerable<(int Day, decimal Ratio)> splits, ExchangeCalendar? calendar, DateTimeOffset asOf)
    {
        if (shares.GetValueOrDefault(share)?.Last is not { } close)
        {
            return null;
        }

        var price = (decimal)close.Price;
        foreach (var (day, ratio) in splits)
        {
            price = day > close.Day ? price / ratio : price;
        }

        return new LastClose(price, new TradingDate(close.Day), InstantColumn.InstantOf(close.KnownAt), Age(new TradingDate(close.Day), calendar, asOf));
    }

    private static int? Age(TradingDate day, ExchangeCalendar? calendar, DateTimeOffset asOf)
    {
        var today = TradingDate.FromDateOnly(DateOnly.FromDateTime(asOf.UtcDateTime));
        return calendar is null || day < calendar.FirstDay || today < calendar.FirstDay.AddDays(CalendarLeadDays) || today >= calendar.LastDay
            ? null
            : Math.Max(0, calendar.SessionsApart(day, calendar.LastClosed(asOf).Date));
    }

    /// <summary>The last close of a share so far. A day of which two are told has none that can be trusted; the session before stands.</summary>
    private sealed class Recent
    {
        /// <summary>Beyond it a close is no price.</summary>
        private const double Most = 1e9;

        private (int Day, double Price, long KnownAt)? before;
        private int contestedDay = int.MinValue;

        public (int Day, double Price, long KnownAt)? Last { get; private set; }

        public void Tell(int day, double price, long knownAt)
        {
            if (!(price is > 0 and <= Most) || day == contestedDay)
            {
                return;
            }

            if (Last is { } last && last.Day == day)
            {
                if (!last.Price.Equals(price))
                {
                    contestedDay = day;
                    Last = before;
                }

                return;
            }

            before = Last;
            Last = (day, price, knownAt);
        }
    }

    /// <summary>What a symbol meant, asked for days that only go up.</summary>
    private sealed class Meaning(string symbol, SymbolHistory history)
    {
        private readonly int[] changes = [.. history.ChangesOf(symbol)];
        private Listing? current;
        private int next;

        public Listing On(int day)
        {
            while (next < changes.Length && changes[next] <= day)
            {
                next++;
                current = null;
            }

            return current ??= history.Find(symbol, day);
        }
    }
}
