namespace Assay.Numerics.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014, in Vigna's public-domain form): spreads one 64-bit seed over the state of a larger generator.
/// </summary>
public struct SplitMix64
{
    private ulong state;

    public SplitMix64(ulong seed) => state = seed;

    public ulong Next()
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        var mixed = state;
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return mixed ^ (mixed >> 31);
    }
}
