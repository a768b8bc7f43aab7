using Assay.Features.Regimes;
using Assay.Portfolio.Optimizers;

namespace Assay.Portfolio;

/// <summary>What is to be held after one decision, cash included.</summary>
public sealed record TargetPortfolio
{
    /// <summary>The name of the cash row in every table of weights; no security may bear it.</summary>
    public const string CashSymbol = "CASH";

    public required TargetStatus Status { get; init; }

    /// <summary>Index of the session on whose close the decision rests.</summary>
    public required int Session { get; init; }

    public required Regime Regime { get; init; }

    /// <summary>The share of equity that the regime allows to be invested.</summary>
    public required double Exposure { get; init; }

    /// <summary>Panel indices of the candidates, ascending; a candidate may have weight 0.</summary>
    public required int[] Symbols { get; init; }

    /// <summary>One weight per candidate after exposure, ≥ 0; with <see cref="CashWeight"/> they add up to 1.</summary>
    public required double[] Weights { get; init; }

    public required double CashWeight { get; init; }

    /// <summary>Names that had a prediction and enough history.</summary>
    public required int ScoredCount { get; init; }

    /// <summary>The optimizer's trail; null for the baseline and where there was nothing to allocate.</summary>
    public required OptimizationResult? Optimization { get; init; }
}
