namespace Assay.Backtesting.Engine;

/// <summary>One backtest.</summary>
/// <param name="Optimizer">Registered name, or <see cref="BaselineName"/>.</param>
public sealed record BacktestResult(string Optimizer, DailySeries Daily, WeightRecord Weights, BacktestNotes Notes)
{
    /// <summary>The equal-weighted universe, fully invested.</summary>
    public const string BaselineName = "baseline";
}
