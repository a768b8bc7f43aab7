namespace Assay.Tests.Support;

/// <summary>A feature matrix with gaps and a label that depends on it, the same for the same seed.</summary>
/// <param name="Values">Rows × features, row after row; NaN is missing.</param>
/// <param name="Labels">One per row, in [−1, 1].</param>
/// <param name="Features">Values per row.</param>
public sealed record SeededTable(float[] Values, float[] Labels, int Features)
{
    public int Rows => Labels.Length;

    /// <summary>Draws a table.</summary>
    /// <param name="missingFraction">Share of the values that are NaN, in 0..1.</param>
    public static SeededTable Draw(int rows, int features, double missingFraction, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * features];
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var signal = 0.0;
            for (var feature = 0; feature < features; feature++)
            {
                var value = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
                signal += value * (feature % 3 - 1) + (feature % 2 == 0 ? Math.Abs(value) - 0.8 : 0);
                var isMissing = random.NextDouble() < missingFraction;
                values[row * features + feature] = isMissing ? float.NaN : (float)value;
            }

            var noise = random.NextDouble() * 2 - 1;
            labels[row] = (float)Math.Tanh(0.3 * signal + 0.5 * noise);
        }

        return new SeededTable(values, labels, features);
    }
}
