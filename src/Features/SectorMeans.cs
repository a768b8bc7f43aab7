using Assay.MarketData.Panels;

namespace Assay.Features;

/// <summary>Takes the mean of its sector off each name's value, within one session.</summary>
internal static class SectorMeans
{
    private const int UnknownSector = 0;

    /// <param name="universe">Sectors as known on the session.</param>
    /// <param name="session">Index on the axis.</param>
    /// <param name="symbols">The names the values belong to.</param>
    /// <param name="minimumNames">
    /// A sector with fewer values, and the unknown sector, is measured against the mean of all names instead.
    /// </param>
    /// <param name="values">Changed in place; NaN stays NaN and has no part in a mean.</param>
    public static void Subtract(UniversePanel universe, int session, ReadOnlySpan<int> symbols, int minimumNames, Span<double> values)
    {
        // Sector codes are bytes; the last place holds all names together.
        const int All = 256;
        Span<double> sums = stackalloc double[All + 1];
        Span<int> counts = stackalloc int[All + 1];
        sums.Clear();
        counts.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                var sector = universe.SectorOf(session, symbols[i]);
                sums[sector] += values[i];
                counts[sector]++;
                sums[All] += values[i];
                counts[All]++;
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            var sector = universe.SectorOf(session, symbols[i]);
            var group = sector == UnknownSector || counts[sector] < minimumNames ? All : sector;
            values[i] -= sums[group] / counts[group];
        }
    }
}
