namespace Assay.Live.Positions;

/// <summary>What is held.</summary>
/// <param name="Shares">Whole or fractional shares by symbol, all above 0, ordinal order.</param>
/// <param name="Cash">Cash in the quote currency, at least 0.</param>
public sealed record PortfolioPositions(IReadOnlyList<PositionLine> Shares, decimal Cash)
{
    /// <summary>Value of everything held.</summary>
    /// <exception cref="LiveException">A held symbol has no price.</exception>
    public decimal ValueAt(Func<string, decimal?> priceOf)
    {
        var value = Cash;
        foreach (var line in Shares)
        {
            value += line.Shares * (priceOf(line.Symbol)
                ?? throw new LiveException($"{line.Symbol} is held, but the data hold no price of it; correct current_positions.csv, or get its bars."));
        }

        return value;
    }
}

/// <param name="Symbol">Symbol.</param>
/// <param name="Shares">Above 0.</param>
public sealed record PositionLine(string Symbol, decimal Shares);
