using Assay.MarketData.Panels;
using Assay.Portfolio;
using Assay.Portfolio.Costs;

namespace Assay.Backtesting.Engine;

/// <summary>
/// Cash, shares and open orders of one backtest. A day is: <see cref="Open"/>, <see cref="Order"/> (where a decision was made the evening
/// before), <see cref="ExecuteOpen"/>, <see cref="MarkClose"/>, <see cref="ExecuteClose"/>, <see cref="LiquidateMissing"/>.
/// </summary>
internal sealed class Ledger
{
    /// <summary>Enough for the fixed point of <see cref="EquityAfterCosts"/>: each round shrinks the error by the cost rate.</summary>
    private const int CostRounds = 12;

    private readonly MarketPanel market;
    private readonly CostOptions options;
    private readonly CostModel costs;
    private readonly ParticipationLimit participation;
    private readonly double[] lastPrice;
    private readonly int[] missing;
    private readonly double[] pending;
    private readonly double[] fills;
    private readonly bool[] waits;
    private double cash;

    public Ledger(MarketPanel market, CostOptions options, int firstSession)
    {
        this.market = market;
        this.options = options;
        costs = new CostModel(options);
        participation = new ParticipationLimit(options);
        var symbols = market.Axis.SymbolCount;
        Shares = new double[symbols];
        lastPrice = new double[symbols];
        missing = new int[symbols];
        pending = new double[symbols];
        fills = new double[symbols];
        waits = new bool[symbols];
        cash = options.Capital;
        Equity = options.Capital;
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            lastPrice[symbol] = market.Close[firstSession, symbol];
        }
    }

    /// <summary>Held shares per symbol, fractional.</summary>
    public double[] Shares { get; }

    /// <summary>At the last valuation, in currency.</summary>
    public double Equity { get; private set; }

    /// <summary>Costs of the session so far, in currency.</summary>
    public double SessionCost { get; private set; }

    /// <summary>½ Σ|Δw| of the session so far, that of open and close added up; NaN where nothing was to trade.</summary>
    public double SessionTurnover { get; private set; } = double.NaN;

    public double CashWeight => cash / Equity;

    public int FillsCutByParticipation { get; private set; }

    public int FillsWithoutPrice { get; private set; }

    public int FillsAtClose { get; private set; }

    public int FillsOfUnknownVolume { get; private set; }

    public int OpensShortOfCash { get; private set; }

    public int Liquidations { get; private set; }

    public double WeightOf(int symbol) => Shares[symbol] == 0 ? 0 : Shares[symbol] * lastPrice[symbol] / Equity;

    /// <summary>Takes the opening prices and values the portfolio; the first step of a session.</summary>
    public void Open(int session)
    {
        SessionCost = 0;
        SessionTurnover = double.NaN;
        for (var symbol = 0; symbol < lastPrice.Length; symbol++)
        {
            var price = market.Open[session, symbol];
            lastPrice[symbol] = double.IsNaN(price) ? lastPrice[symbol] : price;
            waits[symbol] = market.IsFilledAtClose(session, symbol);
        }

        Revalue();
    }

    /// <summary>
    /// Replaces all open orders by those that lead to the target. Shares follow from the opening prices (the last known price where there is
    /// none) and from the equity that remains after the costs, so that a full fill leaves exactly the target weights.
    /// </summary>
    public void Order(TargetPortfolio target)
    {
        Size(target, atClose: false);
        SessionTurnover = 0;
    }

    /// <summary>Fills open orders at the open: sales first, then purchases as far as the cash goes, each name within its participation.</summary>
    public void ExecuteOpen(int session) => Execute(session, atClose: false);

    /// <summary>True where an order waits for this session's close, because the name's bar has no open.</summary>
    public bool AwaitsClose()
    {
        for (var symbol = 0; symbol < pending.Length; symbol++)
        {
            if (waits[symbol] && pending[symbol] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Fills at the close what could not be filled at the open, for want of one; after <see cref="MarkClose"/>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="target">
    /// The decision of the evening before, or null. As those of other names at the open, its orders are sized by the price and equity at which they are filled.
    /// </param>
    public void ExecuteClose(int session, TargetPortfolio? target)
    {
        if (target is not null)
        {
            Size(target, atClose: true);
        }

        Execute(session, atClose: true);
    }

    private void Size(TargetPortfolio target, bool atClose)
    {
        var remaining = EquityAfterCosts(target, atClose);
        for (var symbol = 0; symbol < pending.Length; symbol++)
        {
            pending[symbol] = atClose && !waits[symbol] ? pending[symbol] : -Shares[symbol];
        }

        for (var k = 0; k < target.Symbols.Length; k++)
        {
            var symbol = target.Symbols[k];
            if (!atClose || waits[symbol])
            {
                pending[symbol] += target.Weights[k] * remaining / lastPrice[symbol];
            }
        }
    }

    private void Execute(int session, bool atClose)
    {
        if (!PlanFills(session, atClose))
        {
            return;
        }

        LimitToCash();
        var before = Equity;
        var cashBefore = cash;
        var cost = 0.0;
        for (var symbol = 0; symbol < fills.Length; symbol++)
        {
            if (fills[symbol] != 0)
            {
                var value = fills[symbol] * lastPrice[symbol];
                var tradeCost = costs.Of(value).Total;
                cash -= value + tradeCost;
                cost += tradeCost;
            }
        }

        var after = before - cost;
        var moved = Math.Abs((cash / after) - (cashBefore / before));
        for (var symbol = 0; symbol < fills.Length; symbol++)
        {
            var sharesBefore = Shares[symbol];
            Shares[symbol] += fills[symbol];
            moved += Math.Abs((Shares[symbol] * PriceOrZero(symbol) / after) - (sharesBefore * PriceOrZero(symbol) / before));
            if (waits[symbol] == atClose)
            {
                pending[symbol] = options.UnfilledOrders == UnfilledOrders.CarriedOver ? pending[symbol] - fills[symbol] : 0;
            }
        }

        SessionCost += cost;
        SessionTurnover = (double.IsNaN(SessionTurnover) ? 0 : SessionTurnover) + (moved / 2);
        Equity = after;
    }

    /// <summary>Values the portfolio at the close.</summary>
    public void MarkClose(int session)
    {
        for (var symbol = 0; symbol < lastPrice.Length; symbol++)
        {
            var price = market.Close[session, symbol];
            var hasBar = !double.IsNaN(price) || !double.IsNaN(market.Open[session, symbol]);
            lastPrice[symbol] = double.IsNaN(price) ? lastPrice[symbol] : price;
            missing[symbol] = hasBar ? 0 : missing[symbol] + 1;
        }

        Revalue();
    }

    /// <summary>Sells what has had no bar for too long at its last known price; the last step of a session.</summary>
    public void LiquidateMissing()
    {
        for (var symbol = 0; symbol < Shares.Length; symbol++)
        {
            if (Shares[symbol] > 0 && missing[symbol] >= options.LiquidateAfterMissingSessions)
            {
                Liquidate(symbol);
            }
        }
    }

    private void Liquidate(int symbol)
    {
        var value = Shares[symbol] * lastPrice[symbol];
        var cost = costs.Of(value).Total;
        cash += value - cost;
        SessionCost += cost;
        SessionTurnover = (double.IsNaN(SessionTurnover) ? 0 : SessionTurnover) + (value / Equity);
        Equity -= cost;
        Shares[symbol] = 0;
        pending[symbol] = 0;
        Liquidations++;
    }

    private double PriceOrZero(int symbol) => double.IsNaN(lastPrice[symbol]) ? 0 : lastPrice[symbol];

    private void Revalue()
    {
        var value = cash;
        for (var symbol = 0; symbol < Shares.Length; symbol++)
        {
            if (Shares[symbol] != 0)
            {
                value += Shares[symbol] * lastPrice[symbol];
            }
        }

        Equity = value;
    }

    /// <summary>The V with V = equity − rate × Σ|wV − present value|; at the close the sum is over the names that are filled then.</summary>
    private double EquityAfterCosts(TargetPortfolio target, bool atClose)
    {
        var remaining = Equity;
        for (var round = 0; round < CostRounds; round++)
        {
            var traded = 0.0;
            var next = 0;
            for (var symbol = 0; symbol < Shares.Length; symbol++)
            {
                var wanted = 0.0;
                if (next < target.Symbols.Length && target.Symbols[next] == symbol)
                {
                    wanted = target.Weights[next++] * remaining;
                }

                if ((wanted != 0 || Shares[symbol] != 0) && (!atClose || waits[symbol]))
                {
                    traded += Math.Abs(wanted - (Shares[symbol] * lastPrice[symbol]));
                }
            }

            remaining = Equity - (costs.Rate * traded);
        }

        return remaining;
    }

    private bool PlanFills(int session, bool atClose)
    {
        var any = false;
        for (var symbol = 0; symbol < pending.Length; symbol++)
        {
            fills[symbol] = 0;
            if (pending[symbol] == 0 || waits[symbol] != atClose)
            {
                continue;
            }

            any = true;
            if (double.IsNaN(market.FillPrice(session, symbol)))
            {
                FillsWithoutPrice++;
                continue;
            }

            FillsAtClose += atClose ? 1 : 0;
            if (participation.SharesAfter(market, session - 1, symbol) is { } limit)
            {
                fills[symbol] = Math.Clamp(pending[symbol], -limit, limit);
                FillsCutByParticipation += fills[symbol] == pending[symbol] ? 0 : 1;
            }
            else
            {
                fills[symbol] = pending[symbol];
                FillsOfUnknownVolume++;
            }
        }

        return any;
    }

    private void LimitToCash()
    {
        var available = cash;
        var needed = 0.0;
        for (var symbol = 0; symbol < fills.Length; symbol++)
        {
            var value = fills[symbol] * lastPrice[symbol];
            if (fills[symbol] < 0)
            {
                available -= value * (1 - costs.Rate);
            }
            else if (fills[symbol] > 0)
            {
                needed += value * (1 + costs.Rate);
            }
        }

        // A full fill needs exactly what is there; the margin is for rounding.
        if (needed <= available + (1e-12 * Equity))
        {
            return;
        }

        OpensShortOfCash++;
        var share = Math.Max(0, available) / needed;
        for (var symbol = 0; symbol < fills.Length; symbol++)
        {
            fills[symbol] *= fills[symbol] > 0 ? share : 1;
        }
    }
}
