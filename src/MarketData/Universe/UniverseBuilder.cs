using Assay.Artifacts.Tables;
using Assay.MarketData.Panels;

namespace Assay.MarketData.Universe;

/// <summary>
/// The universe as known on each session: index members by the latest snapshot from before the day, with a bar on the day, enough bars before
/// it, a price and a turnover that can be traded. What the day's close and earlier days say decides; nothing later does.
/// </summary>
public static class UniverseBuilder
{
    /// <param name="market">Clean bars.</param>
    /// <param name="membership">
    /// Schema <c>assay.membership/1</c>; a snapshot counts from the session after its known_since, and before the first one nobody is a
    /// member. Null: there is no index, every symbol can be a member, and all sectors are <c>Unknown</c>.
    /// </param>
    /// <param name="options">Thresholds.</param>
    public static UniversePanel Build(MarketPanel market, Table? membership, UniverseOptions options)
    {
        var axis = market.Axis;
        var history = membership is null ? null : new MembershipHistory(membership, axis);
        var member = new bool[axis.Length];
        var sector = new byte[axis.Length];
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            MarkTradable(market, symbol, options, member.AsSpan(axis.IndexOf(0, symbol), axis.SessionCount));
        }

        for (var session = 0; history is not null && session < axis.SessionCount; session++)
        {
            var known = history.KnownBefore(axis.Sessions[session].DayNumber);
            for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
            {
                var cell = axis.IndexOf(session, symbol);
                member[cell] &= known is not null && known[symbol] >= 0;
                sector[cell] = member[cell] && known is not null ? (byte)known[symbol] : (byte)0;
            }
        }

        return new UniversePanel(axis, member, sector, history?.Sectors ?? [SectorNames.Unknown]);
    }

    private static void MarkTradable(MarketPanel market, int symbol, UniverseOptions options, Span<bool> tradable)
    {
        var close = market.Close.HistoryOf(symbol);
        var volume = market.Volume.HistoryOf(symbol);
        var barsBefore = 0;
        for (var session = 0; session < tradable.Length; session++)
        {
            if (double.IsNaN(close[session]))
            {
                continue;
            }

            tradable[session] = barsBefore >= options.MinimumHistorySessions
                && close[session] >= options.MinimumPrice
                && MeanDollarVolume(close, volume, session, options.DollarVolumeSessions) >= options.MinimumDollarVolume;
            barsBefore++;
        }
    }

    /// <summary>Summed anew for each session, so that a value depends on its own window and on nothing before it.</summary>
    private static double MeanDollarVolume(ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int session, int window)
    {
        var sum = 0.0;
        var bars = 0;
        for (var day = Math.Max(0, session - window + 1); day <= session; day++)
        {
            var traded = close[day] * volume[day];
            if (!double.IsNaN(traded))
            {
                sum += traded;
                bars++;
            }
        }

        return sum / bars;
    }
}
