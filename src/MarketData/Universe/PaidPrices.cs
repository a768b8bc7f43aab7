using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Panels;

namespace Assay.MarketData.Universe;

/// <summary>
/// Closes and volumes as they were traded, where the bars are adjusted for what happened to the share later: whether a share could be bought for enough on a
/// day must not hang on a split of years after.
/// </summary>
/// <param name="Close">NaN where the market has no bar.</param>
/// <param name="Volume">Likewise.</param>
public sealed record PaidPrices(Panel Close, Panel Volume)
{
    /// <param name="paid">Schema <c>assay.bars.paid/1</c>, under the symbols of the bars.</param>
    /// <param name="market">Clean bars; what has none of them is left out.</param>
    public static PaidPrices Of(Table paid, MarketPanel market)
    {
        paid.Expect(MarketDataSchemas.PaidBars);
        var axis = market.Axis;
        var places = Enumerable.Range(0, axis.SymbolCount).ToDictionary(symbol => axis.Symbols[symbol], symbol => symbol, StringComparer.Ordinal);
        var symbols = paid.Text(BarColumns.Symbol);
        int[] columns = [.. symbols.Dictionary.Select(name => places.GetValueOrDefault(name, -1))];
        var dates = paid.Date(BarColumns.Date);
        var closes = paid.Float64(BarColumns.NumberNames[BarColumns.Close]);
        var volumes = paid.Float64(BarColumns.NumberNames[BarColumns.Volume]);
        var (close, volume) = (Panel.Empty(axis), Panel.Empty(axis));
        for (var row = 0; row < dates.Length; row++)
        {
            var session = axis.FindSession(new TradingDate(dates[row]));
            var symbol = symbols.Codes[row] < 0 ? -1 : columns[symbols.Codes[row]];
            if (session >= 0 && symbol >= 0 && !double.IsNaN(market.Close[session, symbol]))
            {
                close.Values[axis.IndexOf(session, symbol)] = closes[row];
                volume.Values[axis.IndexOf(session, symbol)] = volumes[row];
            }
        }

        return new PaidPrices(close, volume);
    }
}
