using Assay.Domain;

namespace Assay.MarketData.Panels;

/// <summary>The sessions (ascending) and symbols (ordinal order) that the panels of one snapshot share.</summary>
public sealed class PanelAxis
{
    /// <exception cref="ArgumentException">Sessions or symbols are not strictly ascending.</exception>
    public PanelAxis(IReadOnlyList<TradingDate> sessions, IReadOnlyList<string> symbols)
    {
        for (var i = 1; i < sessions.Count; i++)
        {
            if (sessions[i - 1].CompareTo(sessions[i]) >= 0)
            {
                throw new ArgumentException($"Sessions must ascend; {sessions[i]} follows {sessions[i - 1]}.", nameof(sessions));
            }
        }

        for (var i = 1; i < symbols.Count; i++)
        {
            if (string.CompareOrdinal(symbols[i - 1], symbols[i]) >= 0)
            {
                throw new ArgumentException($"Symbols must ascend ordinally; {symbols[i]} follows {symbols[i - 1]}.", nameof(symbols));
            }
        }

        Sessions = sessions;
        Symbols = symbols;
    }

    public IReadOnlyList<TradingDate> Sessions { get; }

    public IReadOnlyList<string> Symbols { get; }

    public int SessionCount => Sessions.Count;

    public int SymbolCount => Symbols.Count;

    /// <summary>Sessions × symbols.</summary>
    public int Length => SessionCount * SymbolCount;

    public int IndexOf(int session, int symbol) => (symbol * SessionCount) + session;

    /// <summary>The index of a session, or the bitwise complement of the index of the next later one.</summary>
    public int FindSession(TradingDate date)
    {
        var low = 0;
        var high = SessionCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Sessions[middle].CompareTo(date);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
