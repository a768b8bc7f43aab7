using System.Globalization;
using System.Text;

namespace Assay.Live.Positions;

/// <summary>
/// <c>live/current_positions.csv</c>: columns symbol and shares, kept by the person or program that executes trades. The symbol
/// <c>CASH</c> is money; without that row the cash is what the initial capital leaves, which is only known for an empty portfolio.
/// </summary>
public static class PositionsFile
{
    public const string CashSymbol = "CASH";

    /// <exception cref="LiveException">A column is missing, a number is malformed or negative, or a symbol is there twice.</exception>
    public static PortfolioPositions Parse(string text, string name, decimal initialCapital)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines.Length == 0 ? [] : lines[0].Split(',');
        var symbolColumn = Array.FindIndex(header, cell => string.Equals(cell.Trim(), "symbol", StringComparison.OrdinalIgnoreCase));
        var sharesColumn = Array.FindIndex(header, cell => string.Equals(cell.Trim(), "shares", StringComparison.OrdinalIgnoreCase));
        if (symbolColumn < 0 || sharesColumn < 0)
        {
            throw new LiveException($"{name} needs the columns symbol and shares; its first line is '{(lines.Length == 0 ? string.Empty : lines[0])}'.");
        }

        var shares = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            var symbol = cells.Length > Math.Max(symbolColumn, sharesColumn) ? cells[symbolColumn].Trim() : string.Empty;
            if (symbol.Length == 0
                || !decimal.TryParse(cells[sharesColumn], NumberStyles.Float, CultureInfo.InvariantCulture, out var held)
                || held < 0)
            {
                throw new LiveException($"{name}, line {i + 1}: '{lines[i]}' is not a symbol with a number of shares of at least 0; correct it.");
            }

            if (!shares.TryAdd(symbol, held))
            {
                throw new LiveException($"{name}, line {i + 1}: {symbol} is there twice; keep one line per symbol.");
            }
        }

        var empty = shares.Count == 0;
        shares.Remove(CashSymbol, out var cash);
        return new PortfolioPositions(
            [.. shares.Where(entry => entry.Value > 0).Select(entry => new PositionLine(entry.Key, entry.Value))],
            empty ? initialCapital : cash);
    }

    /// <summary>The file of a portfolio, symbols in ordinal order, cash last.</summary>
    public static string Write(PortfolioPositions positions)
    {
        var text = new StringBuilder("symbol,shares\n");
        foreach (var line in positions.Shares)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Symbol},{line.Shares}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{CashSymbol},{positions.Cash}\n").ToString();
    }
}
