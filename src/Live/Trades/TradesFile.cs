using System.Globalization;
using System.Text;

namespace Assay.Live.Trades;

/// <summary><c>trades.csv</c> (LR-04).</summary>
public static class TradesFile
{
    public const string SchemaId = "assay.live.trades/1";

    public const string Header = "symbol,side,shares,price,notional,weight_change,commission_est,slippage_est,liquidity_warning";

    public static byte[] Write(IReadOnlyList<Trade> trades)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var trade in trades)
        {
            text.Append(CultureInfo.InvariantCulture, $"{trade.Symbol},{trade.Side},{trade.Shares},{trade.Price},{trade.Notional:f2},");
            text.Append(CultureInfo.InvariantCulture, $"{trade.WeightChange:f6},{trade.Commission:f4},{trade.Slippage:f4},");
            text.Append(trade.VolumeUnknown ? "unknown\n" : trade.LiquidityWarning ? "true\n" : "false\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
