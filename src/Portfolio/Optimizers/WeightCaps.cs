namespace Assay.Portfolio.Optimizers;

/// <summary>Caps on the weights before exposure, fractions.</summary>
public readonly record struct WeightCaps(double MaximumWeight, double MaximumSectorWeight);
