namespace Assay.MarketData.Panels;

/// <summary>
/// Which symbols belong to the universe on each session and which sector they were known to be in then. Nothing is filled backward.
/// </summary>
public sealed class UniversePanel
{
    /// <param name="axis">The sessions and symbols.</param>
    /// <param name="member">Length sessions × symbols, symbol-major: true where the symbol is a member on that session, as known then.</param>
    /// <param name="sectorCode">Same layout: index into <paramref name="sectors"/> of the sector known on that session.</param>
    /// <param name="sectors">Sector names; index 0 is <c>Unknown</c>.</param>
    public UniversePanel(PanelAxis axis, bool[] member, byte[] sectorCode, IReadOnlyList<string> sectors)
    {
        if (member.Length != axis.Length || sectorCode.Length != axis.Length)
        {
            throw new ArgumentException($"A universe of {axis.SessionCount} sessions and {axis.SymbolCount} symbols needs {axis.Length} marks.");
        }

        Axis = axis;
        Member = member;
        SectorCode = sectorCode;
        Sectors = sectors;
    }

    public PanelAxis Axis { get; }

    public bool[] Member { get; }

    public byte[] SectorCode { get; }

    public IReadOnlyList<string> Sectors { get; }

    public bool IsMember(int session, int symbol) => Member[Axis.IndexOf(session, symbol)];

    public int SectorOf(int session, int symbol) => SectorCode[Axis.IndexOf(session, symbol)];
}
