using Assay.Artifacts.Tables;
using Assay.MarketData.Panels;

namespace Assay.MarketData.Universe;

/// <summary>
/// The universe as known on each session: index members by the latest snapshot from before the day, with a bar on the day, enough bars before
/// it, a price and a turnover that can be traded. What the day's close and earlier days say decides; nothing later does. Where no volume of the
/// days in question is known, the turnover cannot be checked: the symbol is a member, and counted as such.
/// </summary>
public static class UniverseBuilder
{
    private static readonly string[] CountNames = ["not_in_index", "short_history", "low_price", "low_dollar_volume", "members"];

    /// <param name="market">Clean bars.</param>
    /// <param name="membership">
    /// Schema <c>assay.membership/1</c>; a snapshot counts from the session after its known_since, and before the first one nobody is a
    /// member. Null: there is no index, every symbol can be a member, and all sectors are <c>Unknown</c>.
    /// </param>
    /// <param name="options">Thresholds.</param>
    public static UniversePanel Build(MarketPanel market, Table? membership, UniverseOptions options) => Select(market, membership, options).Universe;

    /// <summary>As <see cref="Build"/>, with the count of symbols that each filter left out.</summary>
    /// <param name="market">Clean bars.</param>
    /// <param name="membership">As for <see cref="Build"/>.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="paid">What was paid and traded, where the bars are adjusted; null where they say so themselves.</param>
    public static UniverseSelection Select(MarketPanel market, Table? membership, UniverseOptions options, PaidPrices? paid = null)
    {
        var axis = market.Axis;
        var history = membership is null ? null : new MembershipHistory(membership, axis, new SectorNames(options.SectorNames));
        int[]?[] lists = [.. axis.Sessions.Select(session => history?.KnownBefore(session.DayNumber))];
        var counts = new int[CountNames.Length][];
        for (var filter = 0; filter < counts.Length; filter++)
        {
            counts[filter] = new int[axis.SessionCount];
        }

        var volumeUnknown = new int[axis.SessionCount];
        var member = new bool[axis.Length];
        var sector = new byte[axis.Length];
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            var close = (paid?.Close ?? market.Close).HistoryOf(symbol);
            var volume = (paid?.Volume ?? market.Volume).HistoryOf(symbol);
            var barsBefore = 0;
            for (var session = 0; session < axis.SessionCount; session++)
            {
                if (double.IsNaN(close[session]))
                {
                    continue;
                }

                // -1: in no list; without an index everybody is in one, in an unknown sector.
                var listed = history is null ? 0 : lists[session]?[symbol] ?? -1;
                var filter = FilterOf(close, volume, session, listed >= 0, barsBefore++, options, out var isUnchecked);
                counts[(int)filter][session]++;
                if (filter == UniverseFilter.None)
                {
                    volumeUnknown[session] += isUnchecked ? 1 : 0;
                    var cell = axis.IndexOf(session, symbol);
                    member[cell] = true;
                    sector[cell] = (byte)listed;
                }
            }
        }

        return new UniverseSelection(new UniversePanel(axis, member, sector, history?.Sectors ?? [SectorNames.Unknown]), CountTable(axis, counts, volumeUnknown));
    }

    private static UniverseFilter FilterOf(
        ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int session, bool isInIndex, int barsBefore, UniverseOptions options, out bool isUnchecked)
    {
        isUnchecked = false;
        if (!isInIndex)
        {
            return UniverseFilter.NotInIndex;
        }

        if (barsBefore < options.MinimumHistorySessions)
        {
            return UniverseFilter.ShortHistory;
        }

        if (!(close[session] >= options.MinimumPrice))
        {
            return UniverseFilter.LowPrice;
        }

        // The symbol has a bar today, so that without any traded value no bar of the window tells its volume.
        var traded = MedianDollarVolume(close, volume, session, options.DollarVolumeSessions);
        isUnchecked = double.IsNaN(traded);
        return isUnchecked || traded >= options.MinimumDollarVolume
            ? UniverseFilter.None
            : UniverseFilter.LowDollarVolume;
    }

    /// <summary>One block trade cannot make a stock liquid, nor one halt illiquid. It depends on the days of its window and on nothing before them.</summary>
    private static double MedianDollarVolume(ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int session, int window)
    {
        Span<double> traded = stackalloc double[window];
        var bars = 0;
        for (var day = Math.Max(0, session - window + 1); day <= session; day++)
        {
            var value = close[day] * volume[day];
            if (!double.IsNaN(value))
            {
                traded[bars++] = value;
            }
        }

        if (bars == 0)
        {
            return double.NaN;
        }

        traded = traded[..bars];
        traded.Sort();
        return bars % 2 == 1 ? traded[bars / 2] : 0.5 * (traded[(bars / 2) - 1] + traded[bars / 2]);
    }

    private static Table CountTable(PanelAxis axis, int[][] counts, int[] volumeUnknown)
    {
        var withBar = new int[axis.SessionCount];
        for (var session = 0; session < withBar.Length; session++)
        {
            withBar[session] = counts.Sum(filter => filter[session]);
        }

        return new Table(
            MarketDataSchemas.UniverseCounts,
            [
                new DateColumn(BarColumns.Date, [.. axis.Sessions.Select(session => session.DayNumber)]),
                new Int32Column("with_bar", withBar),
                .. CountNames.Select((name, filter) => new Int32Column(name, counts[filter])),
                .. volumeUnknown.Any(count => count > 0) ? new Column[] { new Int32Column("volume_unknown", volumeUnknown) } : [],
            ]);
    }
}
