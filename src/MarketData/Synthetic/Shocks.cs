using Assay.Numerics.Randomness;

namespace Assay.MarketData.Synthetic;

/// <summary>Fat-tailed shocks of mean 0 and variance 1: Student's t as a normal over the root of a chi-square of whole degrees of freedom.</summary>
internal sealed class Shocks
{
    /// <summary>A cut far out, so that the mean of exp(shock) exists and no day ruins a history.</summary>
    private const double Cut = 7;

    private readonly SeededStream stream;
    private readonly int degreesOfFreedom;
    private readonly double scale;

    public Shocks(SeededStream stream, int degreesOfFreedom)
    {
        this.stream = stream;
        this.degreesOfFreedom = degreesOfFreedom;
        scale = Math.Sqrt(degreesOfFreedom - 2.0);
    }

    public double Next()
    {
        var normal = stream.NextGaussian();
        var squares = 0.0;
        for (var i = 0; i < degreesOfFreedom; i++)
        {
            var other = stream.NextGaussian();
            squares += other * other;
        }

        return Math.Clamp(scale * normal / Math.Sqrt(squares), -Cut, Cut);
    }
}
