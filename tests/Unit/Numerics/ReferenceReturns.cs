namespace Assay.Tests.Unit.Numerics;

/// <summary>
/// Returns from a formula in integers, so that the reference programs (Python) and the tests hold the same numbers:
/// h(a, t) = ((7919a + 104729t + 37(a+1)(t+1)(t+3)) mod 10007) / 10007 − ½; asset i at t is 0.03 h(0, t)(0.5 + 0.1 (i mod 7)) +
/// 0.02 (1 + 0.15 (i mod 5)) h(i + 1, t).
/// </summary>
internal static class ReferenceReturns
{
    /// <summary>Asset-major.</summary>
    public static double[] Make(int assets, int observations)
    {
        var values = new double[assets * observations];
        for (var i = 0; i < assets; i++)
        {
            for (var t = 0; t < observations; t++)
            {
                values[(i * observations) + t] = (0.03 * H(0, t) * (0.5 + (0.1 * (i % 7)))) + (0.02 * (1 + (0.15 * (i % 5))) * H(i + 1, t));
            }
        }

        return values;
    }

    /// <summary>The same, less each asset's mean.</summary>
    public static double[] MakeDeviations(int assets, int observations)
    {
        var values = Make(assets, observations);
        for (var i = 0; i < assets; i++)
        {
            var row = values.AsSpan(i * observations, observations);
            var mean = 0.0;
            foreach (var value in row)
            {
                mean += value / observations;
            }

            for (var t = 0; t < observations; t++)
            {
                row[t] -= mean;
            }
        }

        return values;
    }

    /// <summary>h(a, t), uniform in [−½, ½).</summary>
    public static double H(int a, int t) => (((a * 7919L) + (t * 104729L) + ((a + 1L) * (t + 1L) * (t + 3L) * 37L)) % 10007 / 10007.0) - 0.5;
}
