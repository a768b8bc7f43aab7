using Assay.Backtesting.Measures;

namespace Assay.Selection;

/// <summary>What selection found about one pair.</summary>
public sealed record PairAssessment
{
    public required string Model { get; init; }

    public required string Optimizer { get; init; }

    public required string ModelDigest { get; init; }

    /// <summary>True for the pair that is the active release.</summary>
    public required bool IsIncumbent { get; init; }

    /// <summary>Every gate, in the order of the rules.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    public required bool PassedAll { get; init; }

    /// <summary>Weighted sum of the normalised measures, 0 … 1.</summary>
    public required Measure Score { get; init; }

    /// <summary>Probability that the Sharpe ratio is more than the best of that many worthless trials.</summary>
    public required Measure DeflatedSharpe { get; init; }

    public required PerformanceReport Performance { get; init; }

    /// <summary>The reasons of the closed gates, in order.</summary>
    public IReadOnlyList<string> Reasons => [.. Gates.Where(gate => !gate.Passed).Select(gate => $"{gate.Name}: {gate.Reason}")];
}
