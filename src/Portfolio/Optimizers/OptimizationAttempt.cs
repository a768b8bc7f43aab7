namespace Assay.Portfolio.Optimizers;

/// <summary>One step of the trail that led to the weights.</summary>
/// <param name="Optimizer">Registered name.</param>
/// <param name="Failure">Null where this attempt gave the weights.</param>
public sealed record OptimizationAttempt(string Optimizer, OptimizationFailure? Failure);
