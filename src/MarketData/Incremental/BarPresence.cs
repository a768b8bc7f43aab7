using System.Collections;
using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>Of which sessions a snapshot has a bar, symbol by symbol. Only dates and symbols are read.</summary>
public sealed class BarPresence
{
    private readonly TradingDate[] sessions;
    private readonly SortedDictionary<string, BitArray> bars = new(StringComparer.Ordinal);

    private BarPresence(ExchangeCalendar calendar)
    {
        sessions = calendar.Sessions.ToArray();
    }

    /// <summary>Every symbol with a bar on a session, ascending.</summary>
    public IReadOnlyCollection<string> Symbols => bars.Keys;

    /// <param name="store">Where the partitions are.</param>
    /// <param name="snapshot">Null for none: nothing is known then.</param>
    /// <param name="calendar">Of the exchange; bars on other days than its sessions are passed over.</param>
    /// <param name="memos">Keeps what large partitions hold, so that they are read once; null where nothing may be written.</param>
    public static BarPresence Read(IArtifactStore store, Snapshot? snapshot, ExchangeCalendar calendar, MemoStore? memos = null)
    {
        var presence = new BarPresence(calendar);
        var partitions = snapshot?.Partitions(ObservedDataset.Bars) ?? [];
        var days = PartitionDays.Of(store, partitions, memos);
        for (var place = 0; place < partitions.Count; place++)
        {
            presence.Add(days[place], partitions[place].FirstDate, partitions[place].LastDate);
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

    private void Add(PartitionDays days, TradingDate first, TradingDate last)
    {
        var begin = Array.BinarySearch(sessions, first);
        begin = begin < 0 ? ~begin : begin;
        var end = begin;
        while (end < sessions.Length && sessions[end] <= last)
        {
            end++;
        }

        for (var symbol = 0; symbol < days.Symbols.Count; symbol++)
        {
            var held = Of(days.Symbols[symbol]);
            var bits = days.BitsOf(symbol);
            for (var place = begin; place < end; place++)
            {
                if (bits[sessions[place].DayNumber - first.DayNumber])
                {
                    held[place] = true;
                }
            }
        }
    }
}
