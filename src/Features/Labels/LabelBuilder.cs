using Assay.Features.Windows;
using Assay.MarketData.Panels;

namespace Assay.Features.Labels;

/// <summary>
/// The label of (t, symbol): bought at the open of t + 1, the first price that a decision on the close of t can get, sold at the open of
/// t + 1 + horizon, and at the closes of these sessions where bars have no open; the return is ranked among that session's rows into [−1, 1],
/// ties averaged. Where either price is missing the label is NaN, and so it is for a name that stops trading in between: its loss is not known
/// here, which flatters every model alike.
/// </summary>
public static class LabelBuilder
{
    public static LabelSet Build(MarketPanel market, RowIndex rows, LabelOptions options)
    {
        var sessions = market.Axis.SessionCount;
        var returns = new double[rows.Count];
        for (var row = 0; row < returns.Length; row++)
        {
            var end = rows.SessionIndex[row] + options.EndOffsetSessions;
            returns[row] = double.NaN;
            if (end < sessions)
            {
                var (entry, symbol) = (rows.SessionIndex[row] + 1, rows.SymbolIndex[row]);
                var change = (market.FillPrice(entry + options.HorizonSessions, symbol) / market.FillPrice(entry, symbol)) - 1.0;
                returns[row] = double.IsFinite(change) ? change : double.NaN;
            }
        }

        var labels = (double[])returns.Clone();
        var order = new int[market.Axis.SymbolCount];
        using var sorted = Scratch.Rent(market.Axis.SymbolCount);
        for (var session = 0; session < sessions; session++)
        {
            var first = rows.SessionOffsets[session];
            CrossSection.CentredRanks(labels.AsSpan(first, rows.SessionOffsets[session + 1] - first), order, sorted.Span);
        }

        return new LabelSet(rows, options.EndOffsetSessions, returns, labels);
    }
}
