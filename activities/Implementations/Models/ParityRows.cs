using Assay.Features;
using Assay.Numerics.Randomness;

namespace Assay.Activities.Models;

/// <summary>The rows on which the exported model must agree with the native one: real rows, evenly spread, with values taken out.</summary>
internal static class ParityRows
{
    private const int Count = 10_000;
    private const ulong Seed = 20_180_207;

    /// <summary>One value in this many is made missing, besides those that are.</summary>
    private const int MissingEvery = 10;

    /// <summary>Row-major; real rows repeat where there are fewer than 10,000, each time with other values missing.</summary>
    public static float[] Draw(FeatureMatrix features)
    {
        var width = features.FeatureCount;
        var rows = new float[Count * width];
        var stream = new SeededStream(Seed);
        for (var i = 0; i < Count; i++)
        {
            var source = (int)((long)i * features.RowCount / Count);
            var target = rows.AsSpan(i * width, width);
            features.Row(source).CopyTo(target);
            for (var column = 0; column < width; column++)
            {
                if (stream.NextUInt64() % MissingEvery == 0)
                {
                    target[column] = float.NaN;
                }
            }
        }

        return rows;
    }
}
