namespace Assay.Numerics.Covariance;

/// <summary>A covariance matrix shrunk towards a multiple of the identity.</summary>
/// <param name="Matrix">n × n, row-major, symmetric, in squared units of the observations; not to be written by a reader.</param>
/// <param name="Size">n.</param>
/// <param name="Shrinkage">The weight of the identity target, 0 … 1.</param>
public sealed record ShrunkCovariance(double[] Matrix, int Size, double Shrinkage)
{
    public double Variance(int asset) => Matrix[(asset * Size) + asset];
}
