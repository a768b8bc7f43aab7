using Assay.Domain;

namespace Assay.Live.Positions;

/// <param name="Date">The session.</param>
/// <param name="PortfolioValue">Value of what was held at its close, quote currency.</param>
/// <param name="DailyReturn">Against the earlier session of the history, a fraction; null for the first.</param>
/// <param name="Turnover">One-way turnover of the recommendation.</param>
/// <param name="Regime">0 Risk-Off, 1 Normal, 2 Risk-On.</param>
/// <param name="Trades">Number of recommended trades.</param>
/// <param name="PutOff">Trades that limits cut or put off to later sessions.</param>
/// <param name="Release">Version of the release that recommended.</param>
public sealed record PerformanceDay(
    TradingDate Date, decimal PortfolioValue, double? DailyReturn, double Turnover, int Regime, int Trades, int PutOff, int Release);
