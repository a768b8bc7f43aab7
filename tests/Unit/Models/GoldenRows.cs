using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

/// <summary>240 rows by formula, so that other programs can compute them too: plain arithmetic, the same on every machine.</summary>
internal static class GoldenRows
{
    internal const int Features = 4;

    private static readonly (float[] Values, float[] Labels) Rows = Compute();

    internal static ReadOnlySpan<float> Values(int first, int count) => Rows.Values.AsSpan(first * Features, count * Features);

    internal static TrainingSet Set(int first, int count) =>
        new(Rows.Values.AsMemory(first * Features, count * Features), Rows.Labels.AsMemory(first, count), ["a", "b", "c", "d"]);

    private static (float[] Values, float[] Labels) Compute()
    {
        var values = new float[240 * Features];
        var labels = new float[240];
        for (var i = 0; i < 240; i++)
        {
            var x = new double[Features];
            for (var j = 0; j < Features; j++)
            {
                x[j] = (i * 37 + j * 101 + i * j * 13) % 211 / 211.0 - 0.5;
                values[i * Features + j] = (i * 7 + j * 3) % 11 == 0 ? float.NaN : (float)x[j];
            }

            labels[i] = (float)(0.6 * x[0] - 0.4 * x[1] * x[1] + 0.3 * x[2] * x[3]);
        }

        return (values, labels);
    }
}
