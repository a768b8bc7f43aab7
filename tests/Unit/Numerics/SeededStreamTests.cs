using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.Numerics;

public sealed class SeededStreamTests
{
    // SplitMix64, seed 1234567: the sequence published with Vigna's reference code and in Rosetta Code.
    private static readonly ulong[] SplitMixReference =
        [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

    // xoshiro256** from state (1, 2, 3, 4): output of the authors' C code, as pinned in the tests of rand_xoshiro.
    private static readonly ulong[] XoshiroReference =
    [
        11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
        8476171486693032832, 10595114339597558777, 2904607092377533576,
    ];

    [Fact]
    public void SplitMix64_PublishedSeed_GivesPublishedSequence()
    {
        var generator = new SplitMix64(1234567);
        foreach (var expected in SplitMixReference)
        {
            generator.Next().ShouldBe(expected);
        }
    }

    [Fact]
    public void NextUInt64_PublishedState_GivesPublishedSequence()
    {
        var stream = SeededStream.FromState(1, 2, 3, 4);
        foreach (var expected in XoshiroReference)
        {
            stream.NextUInt64().ShouldBe(expected);
        }
    }

    [Fact]
    public void NextInt32_ManyDraws_AreUniform()
    {
        var stream = new SeededStream(7);
        var counts = new int[6];
        for (var draw = 0; draw < 60_000; draw++)
        {
            counts[stream.NextInt32(6)]++;
        }

        // Chi-square with 5 degrees of freedom: 20.5 is the 99.9 % point.
        counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000.0).ShouldBeLessThan(20.5);
    }

    [Fact]
    public void NextGaussian_ManyDraws_HaveNormalMoments()
    {
        var stream = new SeededStream(11);
        double sum = 0, squares = 0, fourth = 0;
        const int Count = 200_000;
        for (var draw = 0; draw < Count; draw++)
        {
            var z = stream.NextGaussian();
            sum += z;
            squares += z * z;
            fourth += z * z * z * z;
        }

        (sum / Count).ShouldBe(0, 0.01);
        (squares / Count).ShouldBe(1, 0.015);
        (fourth / Count).ShouldBe(3, 0.1);
    }

    [Fact]
    public void Derive_OtherPurpose_GivesOtherStreamAndTheSamePurposeTheSame()
    {
        var first = SeededStream.Derive(1, "bootstrap");
        var again = SeededStream.Derive(1, "bootstrap");
        var other = SeededStream.Derive(1, "market");
        var value = first.NextUInt64();
        again.NextUInt64().ShouldBe(value);
        other.NextUInt64().ShouldNotBe(value);
    }

    [Fact]
    public void Shuffle_Items_KeepsEveryItem()
    {
        var items = Enumerable.Range(0, 100).ToArray();
        new SeededStream(3).Shuffle<int>(items);
        items.ShouldNotBe(Enumerable.Range(0, 100));
        items.Order().ShouldBe(Enumerable.Range(0, 100));
    }
}
