using System.Collections;
using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>Of which sessions a snapshot has a bar, symbol by symbol. Only dates and symbols are read.</summary>
public sealed class BarPresence
{
    private readonly ExchangeCalendar calendar;
    private readonly TradingDate[] sessions;
    private readonly SortedDictionary<string, BitArray> bars = new(StringComparer.Ordinal);

    private BarPresence(ExchangeCalendar calendar)
    {
        this.calendar = calendar;
        sessions = calendar.Sessions.ToArray();
    }

    /// <summary>Every symbol with a bar on a session, ascending.</summary>
    public IReadOnlyCollection<string> Symbols => bars.Keys;

    /// <param name="store">Where the partitions are.</param>
    /// <param name="snapshot">Null for none: nothing is known then.</param>
    /// <param name="calendar">Of the exchange; bars on other days than its sessions are passed over.</param>
    public static BarPresence Read(IArtifactStore store, Snapshot? snapshot, ExchangeCalendar calendar)
    {
        var presence = new BarPresence(calendar);
        var dataset = ObservedDataset.Bars;
        if (snapshot is null || snapshot.Partitions(dataset).Count == 0)
        {
            return presence;
        }

        var places = presence.PlacesByDay();
        var tables = store.ReadTables([.. snapshot.Partitions(dataset).Select(partition => partition.Table)], [dataset.Date, ObservedDataset.Symbol]);
        foreach (var table in tables)
        {
            var dates = table.Date(dataset.Date);
            var text = table.Text(ObservedDataset.Symbol);
            BitArray[] held = [.. text.Dictionary.Select(presence.Of)];
            for (var row = 0; row < dates.Length; row++)
            {
                var day = dates[row] - calendar.FirstDay.DayNumber;
                if (text.Codes[row] >= 0 && day >= 0 && day < places.Length && places[day] >= 0)
                {
                    held[text.Codes[row]][places[day]] = true;
                }
            }
        }

        return presence;
    }

    public bool Has(string symbol, TradingDate session) =>
        bars.TryGetValue(symbol, out var held) && Array.BinarySearch(sessions, session) is >= 0 and var place && held[place];

    /// <summary>First and last session with a bar; null where there is none.</summary>
    public (TradingDate First, TradingDate Last)? RangeOf(string symbol)
    {
        if (!bars.TryGetValue(symbol, out var held))
        {
            return null;
        }

        var (first, last) = (-1, -1);
        for (var place = 0; place < held.Length; place++)
        {
            if (held[place])
            {
                first = first < 0 ? place : first;
                last = place;
            }
        }

        return first < 0 ? null : (sessions[first], sessions[last]);
    }

    /// <summary>The sessions from one day to another without a bar, ascending.</summary>
    public IEnumerable<TradingDate> Missing(string symbol, TradingDate first, TradingDate last)
    {
        var held = bars.GetValueOrDefault(symbol);
        var begin = Array.BinarySearch(sessions, first);
        for (var place = begin < 0 ? ~begin : begin; place < sessions.Length && sessions[place] <= last; place++)
        {
            if (held is null || !held[place])
            {
                yield return sessions[place];
            }
        }
    }

    private BitArray Of(string symbol)
    {
        if (!bars.TryGetValue(symbol, out var held))
        {
            held = new BitArray(sessions.Length);
            bars.Add(symbol, held);
        }

        return held;
    }

    private int[] PlacesByDay()
    {
        var places = new int[calendar.LastDay.DayNumber - calendar.FirstDay.DayNumber + 1];
        Array.Fill(places, -1);
        for (var place = 0; place < sessions.Length; place++)
        {
            places[sessions[place].DayNumber - calendar.FirstDay.DayNumber] = place;
        }

        return places;
    }
}
