using Assay.Domain;
using Assay.Features.Regimes;
using Assay.MarketData.Panels;

namespace Assay.Backtesting.Engine;

/// <summary>What a backtest reads. All parts lie on the market's sessions and symbols.</summary>
/// <param name="Scores">Higher is better; NaN = no prediction. The score of session t may rest on anything known at the close of t.</param>
/// <param name="First">The session of the first decision; the first fill is at the next open, or close where there is no open.</param>
/// <param name="Last">The last session of the series; the last decision is at least one session earlier.</param>
public sealed record BacktestInput(
    MarketPanel Market, UniversePanel Universe, Panel Scores, RegimeSeries Regimes, TradingDate First, TradingDate Last);
