using Assay.Portfolio.Rebalancing;

namespace Assay.Tests.Unit.Portfolio.Rebalancing;

public sealed class RebalanceRuleTests
{
    private static readonly double[] Falling = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
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

    private static bool[] Held(int index)
    {
        var held = new bool[10];
        held[index] = true;
        return held;
    }
}
