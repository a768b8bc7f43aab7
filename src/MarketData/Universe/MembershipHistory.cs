using Assay.Artifacts.Tables;
using Assay.MarketData.Panels;

namespace Assay.MarketData.Universe;

/// <summary>Membership snapshots laid on the symbols of an axis: per snapshot and symbol the sector's code, or −1 for no member.</summary>
internal sealed class MembershipHistory
{
    private readonly List<int> knownSince = [];
    private readonly List<int[]> sectorCodes = [];

    public MembershipHistory(Table membership, PanelAxis axis, SectorNames names)
    {
        membership.Expect(MarketDataSchemas.Membership);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            places[SymbolSpelling.Normalise(axis.Symbols[symbol])] = symbol;
        }

        var dates = membership.Date("known_since");
        var symbols = membership.Text(BarColumns.Symbol);
        var sectors = membership.Text("sector");
        string[] spelt = [.. sectors.Dictionary.Select(names.Of)];
        Sectors = [SectorNames.Unknown, .. spelt.Where(name => name != SectorNames.Unknown).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Sectors.Count > byte.MaxValue)
        {
            throw new ArgumentException($"There are {Sectors.Count} sectors, but at most {byte.MaxValue} are possible.", nameof(membership));
        }

        int[] codes = [.. spelt.Select(name => Sectors.ToList().IndexOf(name))];
        int[] columns = [.. symbols.Dictionary.Select(name => places.GetValueOrDefault(SymbolSpelling.Normalise(name), -1))];
        for (var row = 0; row < dates.Length; row++)
        {
            var snapshot = SnapshotOf(dates[row], axis.SymbolCount);
            var column = symbols.Codes[row] < 0 ? -1 : columns[symbols.Codes[row]];
            if (column >= 0)
            {
                snapshot[column] = sectors.Codes[row] < 0 ? 0 : codes[sectors.Codes[row]];
            }
        }
    }

    /// <summary>Index 0 is <c>Unknown</c>, the rest in ordinal order.</summary>
    public IReadOnlyList<string> Sectors { get; }

    /// <summary>The sector codes of the latest snapshot known before a day, or null before the first.</summary>
    public int[]? KnownBefore(int dayNumber)
    {
        var latest = -1;
        while (latest + 1 < knownSince.Count && knownSince[latest + 1] < dayNumber)
        {
            latest++;
        }

        return latest < 0 ? null : sectorCodes[latest];
    }

    private int[] SnapshotOf(int date, int symbolCount)
    {
        if (knownSince.Count > 0 && knownSince[^1] == date)
        {
            return sectorCodes[^1];
        }

        if (knownSince.Count > 0 && knownSince[^1] > date)
        {
            throw new ArgumentException("Membership snapshots must be sorted by known_since.");
        }

        var snapshot = new int[symbolCount];
        Array.Fill(snapshot, -1);
        knownSince.Add(date);
        sectorCodes.Add(snapshot);
        return snapshot;
    }
}
