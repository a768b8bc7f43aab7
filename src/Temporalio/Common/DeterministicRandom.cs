using System.Numerics;

namespace Temporalio.Common;

/// <summary>
/// A seeded generator whose numbers are the same on every machine and runtime version, unlike those of a seeded <see cref="Random"/>:
/// xoshiro256** (Blackman and Vigna, 2018) seeded by SplitMix64.
/// </summary>
public class DeterministicRandom : Random
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    public DeterministicRandom(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    public override int Next() => (int)(NextUInt64() % int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)NextBelow((ulong)maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)NextBelow((ulong)((long)maxValue - minValue)));
    }

    public override long NextInt64() => (long)NextBelow(long.MaxValue);

    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)NextBelow((ulong)maxValue);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return unchecked(minValue + (long)NextBelow((ulong)maxValue - (ulong)minValue));
    }

    public override double NextDouble() => Sample();

    public override float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1u << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var bits = NextUInt64();
            var count = Math.Min(buffer.Length, sizeof(ulong));
            for (var i = 0; i < count; i++)
            {
                buffer[i] = (byte)(bits >> (8 * i));
            }

            buffer = buffer[count..];
        }
    }

    protected override double Sample() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0..limit-1 without bias; 0 for a limit of 0.</summary>
    private ulong NextBelow(ulong limit)
    {
        if (limit == 0)
        {
            return 0;
        }

        var threshold = unchecked(0 - limit) % limit;
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits < threshold);
        return bits % limit;
    }

    private ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }
}
