using System.Globalization;
using Assay.Live.Positions;
using Assay.Portfolio.Costs;

namespace Assay.Live.Trades;

/// <summary>
/// From positions and target weights to whole-share orders at the session's close (LR-07). Limits cut a trade to what one session bears;
/// what is left comes up again at the next session, because the target then still differs from what is held.
/// </summary>
public sealed class TradeGenerator
{
    private readonly LiveOptions options;
    private readonly CostModel costs;

    public TradeGenerator(LiveOptions options, CostModel costs)
    {
        this.options = options;
        this.costs = costs;
    }

    /// <param name="positions">What is held.</param>
    /// <param name="quotes">Every name that is held or wanted, ordinal order.</param>
    /// <param name="buysBlocked">True when the kill switch allows sales only.</param>
    /// <exception cref="LiveException">A held name has no price.</exception>
    public TradePlan Generate(PortfolioPositions positions, IReadOnlyList<NameQuote> quotes, bool buysBlocked)
    {
        var held = positions.Shares.ToDictionary(line => line.Symbol, line => line.Shares, StringComparer.Ordinal);
        var prices = quotes.Where(quote => quote.Price > 0).ToDictionary(quote => quote.Symbol, quote => (decimal)quote.Price, StringComparer.Ordinal);
        var values = quotes.ToDictionary(quote => quote.Symbol, quote => quote.ValuationPrice, StringComparer.Ordinal);
        var value = positions.ValueAt(symbol => values.GetValueOrDefault(symbol));
        var left = new List<string>();
        var wanted = new List<Trade>();
        var cut = 0;
        foreach (var quote in quotes)
        {
            if (!prices.TryGetValue(quote.Symbol, out var price))
            {
                left.Add($"{quote.Symbol} has no price at this session and is left for later.");
                continue;
            }

            held.TryGetValue(quote.Symbol, out var shares);
            var trade = Wanted(quote, price, shares, value, buysBlocked, left, ref cut);
            if (trade is not null)
            {
                wanted.Add(trade);
            }
        }

        var kept = Largest(wanted, positions.Cash, left);
        var putOff = cut + wanted.Count - kept.Count;
        var moved = kept.Sum(trade => Math.Abs(trade.WeightChange));
        var intoCash = kept.Sum(trade => trade.WeightChange);
        return new TradePlan(kept, (moved + Math.Abs(intoCash)) / 2, left, putOff);
    }

    private Trade? Wanted(NameQuote quote, decimal price, decimal held, decimal value, bool buysBlocked, List<string> left, ref int cut)
    {
        var target = Math.Floor((decimal)quote.TargetWeight * value / price);
        var change = target - held;
        if (change == 0)
        {
            return null;
        }

        if (change > 0 && buysBlocked)
        {
            left.Add($"{quote.Symbol}: the kill switch blocks the purchase of {change} shares.");
            return null;
        }

        var ofPortfolio = Math.Floor((decimal)options.MaxTradeFraction * value / price);
        var ofVolume = quote.MaxShares is { } limit ? (decimal)Math.Floor(limit) : decimal.MaxValue;
        var most = Math.Min(ofVolume, ofPortfolio);
        var illiquid = Math.Abs(change) > ofVolume;
        if (Math.Abs(change) > most)
        {
            left.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{quote.Symbol}: {Math.Abs(change)} shares are cut to {most} by {(ofVolume < ofPortfolio ? "the market's volume" : "the largest single trade")}."));
            change = Math.Sign(change) * most;
            cut++;
        }

        if (Math.Abs(change) * price < options.MinTradeValue)
        {
            return null;
        }

        var cost = costs.Of((double)(change * price));
        return new Trade(
            quote.Symbol,
            change,
            price,
            (double)(change * price / value),
            decimal.Round((decimal)cost.Commission, 4),
            decimal.Round((decimal)cost.Slippage, 4),
            illiquid,
            quote.MaxShares is null);
    }

    /// <summary>
    /// The largest trades, up to the most of a session: were sales always first, small trims of what is held would keep purchases out. Then
    /// the smallest purchases go until cash and sales pay for the rest with all costs.
    /// </summary>
    private List<Trade> Largest(List<Trade> wanted, decimal cash, List<string> left)
    {
        var kept = wanted
            .OrderByDescending(trade => Math.Abs(trade.Notional))
            .ThenBy(trade => trade.Symbol, StringComparer.Ordinal)
            .Take(options.MaxTrades)
            .ToList();
        if (kept.Count < wanted.Count)
        {
            left.Add($"{wanted.Count - kept.Count} smaller trades are left for later: a session takes {options.MaxTrades}.");
        }

        var free = cash - kept.Sum(trade => trade.Notional + trade.Commission + trade.Slippage);
        for (var i = kept.Count - 1; i >= 0 && free < 0; i--)
        {
            if (kept[i].Shares > 0)
            {
                free += kept[i].Notional + kept[i].Commission + kept[i].Slippage;
                left.Add(string.Create(CultureInfo.InvariantCulture, $"{kept[i].Symbol}: the purchase of {kept[i].Shares} shares is left for later, because cash and today's sales do not pay for it."));
                kept.RemoveAt(i);
            }
        }

        return [.. kept.OrderBy(trade => trade.Symbol, StringComparer.Ordinal)];
    }
}
