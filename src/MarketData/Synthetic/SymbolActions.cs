using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>
/// Splits and dividends of one symbol while its history is told: announced on a close, at the new terms from the ex-date on. No split comes between the
/// announcement of a dividend and its ex-date, so that an amount is always one for a share as it stands before it. What the symbol does not live to see
/// never happens.
/// </summary>
internal sealed class SymbolActions
{
    private const int DividendEverySessions = 63;
    private const double ReverseRatio = 0.1;
    private const int AmountDecimals = 3;

    private readonly SyntheticActionOptions? options;
    private readonly int[] sessions;
    private readonly string symbol;
    private readonly double yield;
    private readonly int phase;
    private (int Session, int KnownSession, string Kind, double Number)? pending;

    public SymbolActions(SyntheticOptions market, int[] sessions, string symbol, int index)
    {
        options = market.Actions;
        this.sessions = sessions;
        this.symbol = symbol;
        if (options is not null)
        {
            var stream = SeededStream.Derive(market.Seed, $"synthetic/actions/{index}");
            var isPayer = stream.NextDouble() < options.PayerFraction;
            yield = options.LowestYield + ((options.HighestYield - options.LowestYield) * stream.NextDouble());
            yield = isPayer ? yield : 0;
            phase = stream.NextInt32(DividendEverySessions);
        }
    }

    /// <summary>Logarithm of the raw price over the value of what one share of the first day has become.</summary>
    public double LogLevel { get; private set; }

    /// <summary>What happened so far.</summary>
    public List<SyntheticAction> Done { get; } = [];

    /// <summary>Brings the level to the terms of a session that opens.</summary>
    /// <param name="session">The session.</param>
    /// <param name="closeBefore">Raw close of the session before.</param>
    public void Open(int session, double closeBefore)
    {
        if (pending is not { } action || action.Session != session)
        {
            return;
        }

        var isSplit = action.Kind == ActionKind.Split;
        LogLevel += isSplit ? -Math.Log(action.Number) : Math.Log(1 - (action.Number / closeBefore));
        Done.Add(new SyntheticAction(
            new TradingDate(sessions[session]),
            new TradingDate(sessions[action.KnownSession]),
            symbol,
            action.Kind,
            isSplit ? action.Number : double.NaN,
            isSplit ? double.NaN : action.Number));
        pending = null;
    }

    /// <summary>Announces what a close gives reason for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="close">Its raw close.</param>
    public void Close(int session, double close)
    {
        if (options is null || pending is not null)
        {
            return;
        }

        var dividendIn = yield > 0 ? (((phase - session) % DividendEverySessions) + DividendEverySessions) % DividendEverySessions : int.MaxValue;
        if (dividendIn == 0)
        {
            var amount = Math.Round(0.25 * yield * close, AmountDecimals);
            pending = amount > 0 ? (session + options.NoticeSessions, session, ActionKind.CashDividend, amount) : null;
        }
        else if (dividendIn > options.NoticeSessions && close > options.SplitAbovePrice)
        {
            pending = (session + options.NoticeSessions, session, ActionKind.Split, Math.Max(2, Math.Round(close / options.SplitTargetPrice)));
        }
        else if (dividendIn > options.NoticeSessions && close < options.ReverseSplitBelowPrice)
        {
            pending = (session + options.NoticeSessions, session, ActionKind.Split, ReverseRatio);
        }
    }

    /// <summary>Takes the symbol off the market after its last session.</summary>
    /// <param name="last">Its last session, not the last of all.</param>
    /// <param name="amount">Money for a share.</param>
    public void Delist(int last, double amount) => Done.Add(new SyntheticAction(
        new TradingDate(sessions[last + 1]),
        new TradingDate(sessions[last]),
        symbol,
        ActionKind.Delisting,
        double.NaN,
        Math.Round(amount, AmountDecimals)));
}
