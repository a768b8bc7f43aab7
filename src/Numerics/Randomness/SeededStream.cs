using System.Numerics;
using System.Text;
using Assay.Numerics.Statistics;

namespace Assay.Numerics.Randomness;

/// <summary>
/// A stream of pseudo-random numbers that is the same on every machine and in every release: xoshiro256** (Blackman and Vigna 2018)
/// seeded through SplitMix64. Not for secrets. Not safe for use by several threads; give each its own stream with <see cref="Derive"/>.
/// </summary>
public sealed class SeededStream
{
    private const double Unit53 = 1.0 / (1UL << 53);
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    public SeededStream(ulong seed)
    {
        var spread = new SplitMix64(seed);
        s0 = spread.Next();
        s1 = spread.Next();
        s2 = spread.Next();
        s3 = spread.Next();
    }

    private SeededStream(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /// <summary>
    /// The stream of one purpose under a run's seed (for instance <c>bootstrap</c>), independent of how many numbers others have drawn.
    /// </summary>
    public static SeededStream Derive(ulong seed, string purpose)
    {
        // FNV-1a: a published hash that never changes, unlike string.GetHashCode.
        var hash = 0xCBF29CE484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(purpose))
        {
            hash = unchecked((hash ^ octet) * 0x100000001B3UL);
        }

        var spread = new SplitMix64(seed);
        return new SeededStream(spread.Next() ^ hash);
    }

    /// <summary>Starts at a given state, not all zero; for checks against published sequences.</summary>
    public static SeededStream FromState(ulong s0, ulong s1, ulong s2, ulong s3) => (s0 | s1 | s2 | s3) == 0
        ? throw new ArgumentException("The state of xoshiro256** must not be all zero.", nameof(s0))
        : new SeededStream(s0, s1, s2, s3);

    public ulong NextUInt64()
    {
        var result = unchecked(BitOperations.RotateLeft(unchecked(s1 * 5), 7) * 9);
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * Unit53;

    /// <summary>Uniform over 0 … <paramref name="exclusiveMaximum"/> − 1 without bias (Lemire 2019).</summary>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        var range = (ulong)exclusiveMaximum;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = unchecked(0UL - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Standard normal by inversion: one uniform per number, so that streams stay aligned.</summary>
    public double NextGaussian() => NormalDistribution.Quantile(((NextUInt64() >> 11) + 0.5) * Unit53);

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
