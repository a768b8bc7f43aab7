namespace Assay.Portfolio.Optimizers;

/// <summary>Weights, or a named failure; with the trail of what was tried.</summary>
/// <param name="Weights">n weights ≥ 0 within the caps; empty where every attempt failed.</param>
/// <param name="CashWeight">
/// 1 − the sum of the weights: above 0 only where the caps leave no room for full investment (too few names or sectors). NaN on failure.
/// </param>
/// <param name="Attempts">In order; the last one decides.</param>
public sealed record OptimizationResult(double[] Weights, double CashWeight, IReadOnlyList<OptimizationAttempt> Attempts)
{
    /// <summary>Null where there are weights.</summary>
    public OptimizationFailure? Failure => Attempts[^1].Failure;

    /// <summary>True where the weights come from a fallback and not from the optimizer asked for.</summary>
    public bool IsFallback => Failure is null && Attempts.Count > 1;

    internal static OptimizationResult Failed(string optimizer, OptimizationFailure failure) =>
        new([], double.NaN, [new OptimizationAttempt(optimizer, failure)]);

    internal static OptimizationResult Of(string optimizer, double[] weights, double total) =>
        new(weights, 1 - total, [new OptimizationAttempt(optimizer, null)]);
}
