using Assay.Portfolio.Rebalancing;
using CsCheck;

namespace Assay.Tests.Unit.Portfolio.Rebalancing;

public sealed class RebalanceRuleTests
{
    private static readonly double[] Falling = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

    /// <summary>Up to 50 names, many with the score of another; which of them are held; and one of them.</summary>
    private static readonly Gen<(double[] Scores, bool[] Held, int Name)> Names =
        from count in Gen.Int[1, 50]
        from scores in Gen.Int[-20, 20].Select(score => score / 10.0).Array[count]
        from held in Gen.Bool.Array[count]
        from name in Gen.Int[0, count - 1]
        select (scores, held, name);

    private readonly RebalanceRule rule = new(PortfolioSamples.Options);

    [Fact]
    public void Select_NothingHeld_TakesTheTopFifth() => rule.Select(Falling, new bool[10]).ShouldBe([0, 1]);

    [Fact]
    public void Select_HeldInTheSecondFifth_Stays() => rule.Select(Falling, Held(3)).ShouldBe([0, 1, 3]);

    [Fact]
    public void Select_HeldBelowTheSecondFifth_Leaves() => rule.Select(Falling, Held(4)).ShouldBe([0, 1]);

    [Fact]
    public void Select_TiesAtTheBorder_GoToTheEarlierName() => rule.Select([1, 1, 1, 1, 1, 1], new bool[6]).ShouldBe([0, 1]);

    [Fact]
    public void Select_OneName_TakesIt() => rule.Select([-3], new bool[1]).ShouldBe([0]);

    [Fact]
    public void Select_OneNameHeldMore_AddsThatNameOrNothing() => Names.Holds(300, drawn =>
    {
        var (scores, held, name) = drawn;

        var without = rule.Select(scores, [.. held.Select((mark, index) => mark && index != name)]);
        var with = rule.Select(scores, [.. held.Select((mark, index) => mark || index == name)]);

        without.Except(with).ShouldBeEmpty();
        with.Except(without).ShouldBeSubsetOf([name]);
    });

    [Fact]
    public void Select_AnyCandidate_ScoresNoLessThanAHeldNameThatLeaves() => Names.Holds(300, drawn =>
    {
        var chosen = rule.Select(drawn.Scores, drawn.Held);

        chosen.ShouldNotBeEmpty();
        chosen.ShouldBe(chosen.Distinct().Order());
        var worst = chosen.Min(name => drawn.Scores[name]);
        Enumerable.Range(0, drawn.Scores.Length).Where(name => drawn.Held[name] && !chosen.Contains(name)).Select(name => drawn.Scores[name])
            .ShouldAllBe(score => score <= worst);
    });

    private static bool[] Held(int index)
    {
        var held = new bool[10];
        held[index] = true;
        return held;
    }
}
