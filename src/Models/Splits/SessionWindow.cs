using Assay.Domain;

namespace Assay.Models.Splits;

/// <summary>Consecutive sessions, by their indices on the axis of the bars and by their dates.</summary>
/// <param name="Start">Index of the first session.</param>
/// <param name="End">Index after the last session.</param>
/// <param name="First">Date of the first session.</param>
/// <param name="Last">Date of the last session, which belongs to the window.</param>
public sealed record SessionWindow(int Start, int End, TradingDate First, TradingDate Last)
{
    public int Count => End - Start;

    internal static SessionWindow Of(IReadOnlyList<TradingDate> sessions, int start, int end) =>
        new(start, end, sessions[start], sessions[end - 1]);
}
