using Assay.Live;
using Assay.Live.Safety;

namespace Assay.Tests.Unit.Live;

public sealed class KillSwitchTests
{
    private static readonly KillSwitchOptions Options = new()
    {
        DailyLossFraction = 0.03,
        MinSharpe = 0.5,
        SharpeWindowSessions = 30,
        DrawdownFraction = 0.10,
    };

    [Fact]
    public void Judge_NoHistory_JudgesNothing()
    {
        var result = KillSwitch.Judge([], 0, Options);

        result.Triggered.ShouldBeFalse();
        result.DailyReturn.ShouldBeNull();
        result.RollingSharpe.ShouldBeNull();
    }

    [Fact]
    public void Judge_LossAboveThreePercent_Triggers() =>
        KillSwitch.Judge([0.01, -0.0301], 0, Options).Triggered.ShouldBeTrue();

    [Fact]
    public void Judge_LossOfExactlyThreePercent_DoesNot() =>
        KillSwitch.Judge([0.01, -0.03], 0, Options).Triggered.ShouldBeFalse();

    [Fact]
    public void Judge_TwentyNinePoorSessions_DoesNotJudgeTheSharpe() =>
        KillSwitch.Judge(Alternating(29), 0, Options).RollingSharpe.ShouldBeNull();

    [Fact]
    public void Judge_ThirtyPoorSessions_TriggersOnTheSharpe()
    {
        // mean −0.0005, sample deviation 0.0015·√(30/29): −0.0005/0.00152564…·√252 = −5.2026
        var result = KillSwitch.Judge(Alternating(30), 0, Options);

        result.RollingSharpe!.Value.ShouldBe(-5.2026, 0.001);
        result.Triggered.ShouldBeTrue();
    }

    [Fact]
    public void Judge_SlowDrawdownOverTenPercent_Triggers()
    {
        var result = KillSwitch.Judge([-0.025, -0.025, -0.025, -0.03], 0, Options);

        result.Drawdown.ShouldBe((0.975 * 0.975 * 0.975 * 0.97) - 1, 1e-12);
        result.Triggered.ShouldBeTrue();
    }

    private static double[] Alternating(int count)
    {
        var returns = new double[count];
        for (var i = 0; i < count; i++)
        {
            returns[i] = i % 2 == 0 ? 0.001 : -0.002;
        }

        return returns;
    }
}
