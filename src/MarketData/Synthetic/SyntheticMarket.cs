using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>
/// Makes a stock market from a seed: a market factor with two regimes, sector and style factors, fat-tailed symbols of their own volatility, volumes,
/// reports, splits, dividends, listings and delistings, faults of a vendor, and a true signal of stated size. The signal is a slow driver that earns
/// a drift and also shows in what a model may see: past returns, volume, and ranges. Every symbol and purpose draws from a stream of its own, so that
/// a further feature, symbol or session leaves the others as they are; but lives are dealt out over the whole history, and the signal is scaled over
/// it: only without them is a shorter market the beginning of a longer one.
/// </summary>
public static class SyntheticMarket
{
    /// <summary>Listings and delistings fall between these fractions of the history.</summary>
    private const double ChangesBegin = 0.125;
    private const double ChangesSpan = 0.75;

    /// <summary>The same options give the same bytes.</summary>
    public static SyntheticResult Generate(SyntheticOptions options)
    {
        var sessions = SyntheticCalendar.Sessions(options);
        var common = new CommonPath(options);
        var paths = new SymbolPath[options.Symbols];
        for (var index = 0; index < paths.Length; index++)
        {
            paths[index] = new SymbolPath(options, common, index) { Life = (0, options.Sessions - 1) };
        }

        ScheduleLives(options, paths);
        for (var index = 0; index < paths.Length; index++)
        {
            SymbolEvents.Schedule(options, sessions, paths[index], index);
        }

        var strength = new SignalStrength(paths, options.Sessions).Solve(options.SignalIc);
        var bars = new SyntheticBars(options, paths, sessions, strength);
        var (rawBars, defects) = VendorDefects.Apply(options, bars.RawTable(), sessions);
        return new SyntheticResult(rawBars, bars.MembershipTable(), bars.TruthTable())
        {
            Actions = bars.Actions,
            Reports = bars.Reports(),
            Defects = defects,
        };
    }

    private static void ScheduleLives(SyntheticOptions options, SymbolPath[] paths)
    {
        var stream = SeededStream.Derive(options.Seed, "synthetic/lives");
        var order = new int[paths.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        stream.Shuffle(order.AsSpan());
        for (var i = 0; i < options.LateListings + options.Delistings; i++)
        {
            var change = (int)(options.Sessions * (ChangesBegin + (ChangesSpan * stream.NextDouble())));
            paths[order[i]].Life = i < options.LateListings ? (change, options.Sessions - 1) : (0, change);
            paths[order[i]].Events.IsTakenOff = i >= options.LateListings;
        }
    }
}
