using Assay.Backtesting.Engine;
using Assay.Backtesting.Measures;

namespace Assay.Activities.Backtests;

/// <summary>What one pair's backtest was worth (<c>assay.backtest.measures/1</c>).</summary>
public sealed record PairMeasures
{
    public const string SchemaId = "assay.backtest.measures/1";

    public required string Candidate { get; init; }

    public required string Optimizer { get; init; }

    public required string SpecSha256 { get; init; }

    public required PerformanceReport Performance { get; init; }

    public required BacktestNotes Notes { get; init; }
}
