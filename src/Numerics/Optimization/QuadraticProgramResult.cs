namespace Assay.Numerics.Optimization;

/// <summary>The end of a solve.</summary>
/// <param name="Status">Only <see cref="QuadraticProgramStatus.Solved"/> carries a usable solution.</param>
/// <param name="Solution">x; empty unless solved.</param>
/// <param name="Residual">
/// The largest violation of the optimality conditions (Karush, Kuhn and Tucker): primal in units of x, dual relative to the mean of Q's
/// diagonal; NaN where no solution was reached.
/// </param>
/// <param name="Iterations">Changes of the working set.</param>
public sealed record QuadraticProgramResult(QuadraticProgramStatus Status, double[] Solution, double Residual, int Iterations);
