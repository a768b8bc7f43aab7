namespace Assay.Selection;

/// <summary>Thresholds a champion must meet, all of them, on the walk-forward series after costs. It must beat the baseline besides.</summary>
public sealed record GateOptions
{
    /// <summary>Annual Sharpe ratio at least this, −10 … 10.</summary>
    public required double MinimumSharpe { get; init; }

    /// <summary>Max drawdown no deeper than this, a fraction in −1 … 0.</summary>
    public required double MinimumMaxDrawdown { get; init; }

    /// <summary>Calmar ratio at least this, −10 … 10.</summary>
    public required double MinimumCalmar { get; init; }

    /// <summary>One-way turnover, mean per rebalance, at most this, a fraction in 0 … 1.</summary>
    public required double MaximumTurnover { get; init; }

    /// <summary>Probability that the true Sharpe ratio is above 0, at least this, 0 … 1.</summary>
    public required double MinimumProbabilisticSharpe { get; init; }

    /// <summary>Against an incumbent: annual Sharpe ratio higher by at least this, 0 … 10.</summary>
    public required double MinimumSharpeUplift { get; init; }

    /// <summary>Against an incumbent: bootstrap probability of a higher Sharpe ratio, at least this, 0 … 1.</summary>
    public required double MinimumUpliftProbability { get; init; }
}
