using Assay.Domain;
using Assay.MarketData.Panels;

namespace Assay.Tests.Unit.Features;

/// <summary>
/// A small market given by formulas, so that another program can compute on the same bars (feature_reference_values.py). Symbol 1 misses
/// three bars from session 280 on.
/// </summary>
internal static class FormulaMarket
{
    public static PanelAxis Axis(int sessions, int symbols)
    {
        var dates = new List<TradingDate>(sessions);
        for (var date = new TradingDate(2015, 1, 1); dates.Count < sessions; date = date.AddDays(1))
        {
            if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                dates.Add(date);
            }
        }

        return new PanelAxis(dates, [.. Enumerable.Range(0, symbols).Select(symbol => $"S{symbol:000}")]);
    }

    public static MarketPanel Bars(PanelAxis axis, bool withGap = true)
    {
        var (open, high, low, close, volume) = (Panel.Empty(axis), Panel.Empty(axis), Panel.Empty(axis), Panel.Empty(axis), Panel.Empty(axis));
        for (var s = 0; s < axis.SymbolCount; s++)
        {
            for (var t = 0; t < axis.SessionCount; t++)
            {
                if (withGap && s == 1 && t is >= 280 and <= 282)
                {
                    continue;
                }

                var place = axis.IndexOf(t, s);
                var c = 50.0 * (1 + s) * Math.Exp(
                    (0.0003 * t) + (0.05 * Math.Sin((0.11 * t) + s)) + (0.03 * Math.Sin((1.7 * (1 + (0.1 * s)) * t) + (0.5 * s)))
                    + (0.01 * Math.Sin((12.9898 * t) + (78.233 * s))));
                var o = c * (1 + (0.004 * Math.Sin((2.3 * t) + s)));
                close.Values[place] = c;
                open.Values[place] = o;
                high.Values[place] = Math.Max(o, c) * (1 + (0.003 * (1.1 + Math.Sin((0.9 * t) + (2 * s)))));
                low.Values[place] = Math.Min(o, c) * (1 - (0.003 * (1.1 + Math.Cos((0.7 * t) + s))));
                volume.Values[place] = 1e6 * (1 + s) * (1.5 + Math.Sin((0.37 * t) + s));
            }
        }

        return new MarketPanel(open, high, low, close, volume);
    }

    /// <summary>Everybody is a member; symbols 3k and 3k + 1 share sector 1, symbols 3k + 2 are in sector 2.</summary>
    public static UniversePanel Everyone(PanelAxis axis)
    {
        var member = new bool[axis.Length];
        var sector = new byte[axis.Length];
        Array.Fill(member, true);
        for (var s = 0; s < axis.SymbolCount; s++)
        {
            sector.AsSpan(axis.IndexOf(0, s), axis.SessionCount).Fill((byte)(s % 3 < 2 ? 1 : 2));
        }

        return new UniversePanel(axis, member, sector, ["Unknown", "First", "Second"]);
    }

    /// <summary>The same market in which every bar after a session is another one, and some are missing.</summary>
    public static MarketPanel WithOtherFuture(MarketPanel market, int lastKept)
    {
        var axis = market.Axis;
        Panel Change(Panel panel, double factor)
        {
            var values = (double[])panel.Values.Clone();
            for (var s = 0; s < axis.SymbolCount; s++)
            {
                for (var t = lastKept + 1; t < axis.SessionCount; t++)
                {
                    var place = axis.IndexOf(t, s);
                    values[place] = (t + s) % 11 == 0 ? double.NaN : values[place] * factor * (1.0 + (0.4 * Math.Sin((3.1 * t) + (1.9 * s))));
                }
            }

            return new Panel(axis, values);
        }

        return new MarketPanel(
            Change(market.Open, 1.3), Change(market.High, 1.9), Change(market.Low, 0.7), Change(market.Close, 1.2), Change(market.Volume, 5.0));
    }

    /// <summary>The same universe in which members and sectors after a session are others.</summary>
    public static UniversePanel WithOtherFuture(UniversePanel universe, int lastKept)
    {
        var axis = universe.Axis;
        var member = (bool[])universe.Member.Clone();
        var sector = (byte[])universe.SectorCode.Clone();
        for (var s = 0; s < axis.SymbolCount; s++)
        {
            for (var t = lastKept + 1; t < axis.SessionCount; t++)
            {
                member[axis.IndexOf(t, s)] = (t + (2 * s)) % 5 != 0;
                sector[axis.IndexOf(t, s)] = (byte)((t + s) % 3);
            }
        }

        return new UniversePanel(axis, member, sector, universe.Sectors);
    }
}
