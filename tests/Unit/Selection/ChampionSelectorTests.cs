using Assay.Artifacts.Json;
using Assay.Backtesting.Measures;
using Assay.Backtesting.Overfitting;
using Assay.Configuration;
using Assay.Selection;
using Assay.Tests.Support;
using Assay.Tests.Unit.Backtesting.Measures;

namespace Assay.Tests.Unit.Selection;

public sealed class ChampionSelectorTests
{
    private const int Sessions = 320;
    private static readonly TrialRegister Trials = new(20, 0.001);
    private static readonly SelectionOptions Options =
        new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config")).Read(SelectionOptions.FileName, new SelectionOptionsValidator());

    private static readonly PairResult Baseline = Pair("baseline", 3, 0.0003);
    private readonly ChampionSelector selector = new(Options, StatisticsSamples.Options);

    [Fact]
    public void Select_OnePairPasses_IsTheChampionAndTheOthersSayWhyNot()
    {
        var result = selector.Select([Pair("weak", 7, -0.0005), Pair("good", 5, 0.0008)], Baseline, null, Trials);
        result.Outcome.ShouldBe(SelectionOutcome.Champion);
        result.Pairs[result.Winner.ShouldNotBeNull()].Model.ShouldBe("good");
        result.Pairs[0].Gates.Select(gate => gate.Name).ShouldBe(
            ["sharpe", "max_drawdown", "calmar", "turnover", "probabilistic_sharpe", "sharpe_over_equal_weight"]);
        var weak = result.Pairs[1];
        weak.PassedAll.ShouldBeFalse();
        weak.Reasons[0].ShouldStartWith("sharpe: -");
        weak.Reasons[0].ShouldEndWith(" is below 1");
    }

    [Fact]
    public void Select_NobodyPasses_IsNoChampionAndNoError()
    {
        var result = selector.Select([Pair("weak", 7, -0.0005)], Baseline, null, Trials);
        result.Outcome.ShouldBe(SelectionOutcome.NoChampion);
        result.Winner.ShouldBeNull();
        result.Summary.ShouldBe("None of 1 pairs passed every gate; there is no active release.");
    }

    [Fact]
    public void Select_BestIsTheActiveRelease_IsUnchanged()
    {
        var incumbent = Pair("good", 5, 0.0009);
        var result = selector.Select([Pair("other", 6, 0.0006), Pair("good", 5, 0.0009)], Baseline, incumbent, Trials);
        result.Outcome.ShouldBe(SelectionOutcome.Unchanged);
        result.Pairs[0].IsIncumbent.ShouldBeTrue();
        result.Pairs[0].Gates.Count.ShouldBe(6);
        result.Pairs[1].Gates.Count.ShouldBe(8);
    }

    [Fact]
    public void Select_NoBetterThanTheIncumbent_KeepsTheIncumbent()
    {
        var incumbent = Pair("active", 5, 0.00081);
        var result = selector.Select([Pair("good", 5, 0.0008)], Baseline, incumbent, Trials);
        result.Outcome.ShouldBe(SelectionOutcome.NoChampion);
        result.Pairs[0].Reasons.Select(reason => reason.Split(':')[0]).ShouldBe(["sharpe_uplift", "uplift_probability"]);
        result.Summary.ShouldEndWith("the active release stays.");
    }

    [Fact]
    public void Select_PlainlyBetterThanTheIncumbent_IsTheChampion() =>
        selector.Select([Pair("good", 5, 0.0012)], Baseline, Pair("active", 5, 0.0008), Trials).Outcome.ShouldBe(SelectionOutcome.Champion);

    [Fact]
    public void Select_EqualPairs_GoToTheEarlierNameInAnyOrder()
    {
        PairResult[] pairs = [Pair("b", 5, 0.0008), Pair("a", 5, 0.0008), Pair("c", 5, 0.0008)];
        var first = selector.Select(pairs, Baseline, null, Trials);
        var second = selector.Select([.. pairs.Reverse()], Baseline, null, Trials);
        first.Pairs[first.Winner.ShouldNotBeNull()].Model.ShouldBe("a");
        CanonicalJson.Serialize(second).ShouldBe(CanonicalJson.Serialize(first));
    }

    [Fact]
    public void Select_UndefinedMeasure_ClosesItsGateWithTheReason()
    {
        var pair = Pair("good", 5, 0.0008);
        pair = pair with { Performance = pair.Performance with { Turnover = Measure.Undefined("no rebalance took place") } };
        var gate = selector.Select([pair], Baseline, null, Trials).Pairs[0].Gates[3];
        gate.Passed.ShouldBeFalse();
        gate.Value.ShouldBeNull();
        gate.Reason.ShouldBe("undefined, no rebalance took place");
    }

    // By hand: 0.30 × 1.2/2 + 0.25 × 0.18/0.30 + 0.20 × 0.9/1.5 + 0.15 × (0.50 − 0.2)/0.50 + 0.10 × 0.7.
    [Fact]
    public void Select_KnownMeasures_GiveTheWeightedScore()
    {
        var pair = Pair("good", 5, 0.0008);
        pair = pair with
        {
            Performance = pair.Performance with
            {
                Sharpe = new Measure(1.2, null),
                MaxDrawdown = new Measure(-0.12, null),
                Calmar = new Measure(0.9, null),
                Turnover = new Measure(0.2, null),
                RegimeConsistency = new Measure(0.7, null),
            },
        };
        selector.Select([pair], Baseline, null, Trials).Pairs[0].Score.Value.ShouldNotBeNull().ShouldBe(0.18 + 0.15 + 0.12 + 0.09 + 0.07, 1e-12);
    }

    [Theory]
    [InlineData(1.0, -0.20, 0.5, 0.40, 0.95, true)]
    [InlineData(0.9999, -0.20, 0.5, 0.40, 0.95, false)]
    [InlineData(1.0, -0.2001, 0.5, 0.40, 0.95, false)]
    [InlineData(1.0, -0.20, 0.4999, 0.40, 0.95, false)]
    [InlineData(1.0, -0.20, 0.5, 0.4001, 0.95, false)]
    [InlineData(1.0, -0.20, 0.5, 0.40, 0.9499, false)]
    public void Select_AtTheThresholds_PassesExactlyThere(
        double sharpe, double drawdown, double calmar, double turnover, double probability, bool passes)
    {
        var pair = Pair("good", 5, 0.0008);
        pair = pair with
        {
            Performance = pair.Performance with
            {
                Sharpe = new Measure(sharpe, null),
                MaxDrawdown = new Measure(drawdown, null),
                Calmar = new Measure(calmar, null),
                Turnover = new Measure(turnover, null),
                ProbabilisticSharpe = new Measure(probability, null),
            },
        };
        var poor = Baseline with { Performance = Baseline.Performance with { Sharpe = new Measure(0.5, null) } };
        selector.Select([pair], poor, null, Trials).Pairs[0].PassedAll.ShouldBe(passes);
    }

    [Fact]
    public void Select_BaselineAsGood_DoesNotBeatIt()
    {
        var result = selector.Select([Pair("good", 5, 0.0008)], Pair("baseline", 5, 0.0008), null, Trials);
        result.Pairs[0].Reasons.ShouldBe(["sharpe_over_equal_weight: 0 is not above 0"]);
    }

    [Fact]
    public void Select_OtherDays_AreRefused()
    {
        var pair = Pair("good", 5, 0.0008);
        var shorter = Pair(StatisticsSamples.Returns(5, 300, 0.0008), "short");
        Should.Throw<ArgumentException>(() => selector.Select([pair, shorter], Baseline, null, Trials)).Message.ShouldContain("other days");
    }

    [Fact]
    public void ToComparisonTable_Pairs_HasARowEachAndTheBaseline()
    {
        var table = selector.Select([Pair("weak", 7, -0.0005), Pair("good", 5, 0.0008)], Baseline, null, Trials).ToComparisonTable();
        table.RowCount.ShouldBe(3);
        table.Text("model").At(2).ShouldBe("baseline");
        table.Boolean("winner").ShouldBe([true, false, false]);
        table.Float64("score")[2].ShouldBe(double.NaN);
        table.Float64("sharpe").ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void Serialize_Result_ReadsBack()
    {
        var result = selector.Select([Pair("good", 5, 0.0008)], Baseline, null, Trials);
        var bytes = CanonicalJson.Serialize(result);
        CanonicalJson.Serialize(CanonicalJson.Deserialize<SelectionResult>(bytes)).ShouldBe(bytes);
    }

    [Fact]
    public void Validate_WeightsNotAddingUp_IsAFault()
    {
        var faulty = Options with { Score = Options.Score with { Sharpe = Options.Score.Sharpe with { Weight = 0.5 } } };
        new SelectionOptionsValidator().Validate(faulty).Errors.Single().ErrorMessage.ShouldBe("the weights must add up to 1");
    }

    private static PairResult Pair(string model, int column, double drift) => Pair(StatisticsSamples.Returns(column, Sessions, drift), model);

    private static PairResult Pair(double[] returns, string model)
    {
        var daily = StatisticsSamples.Daily(returns);
        return new PairResult(model, "equal_weight", $"digest of {model}", daily, PerformanceReport.Of(daily, StatisticsSamples.Options));
    }
}
