using Assay.Artifacts.Json;
using Assay.Configuration;
using Assay.Domain;
using Assay.Models.Splits;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models.Splits;

public sealed class WalkForwardPlannerTests
{
    private static readonly WalkForwardOptions Decided = new()
    {
        Standard = new WindowLengths { TrainMonths = 18, TestMonths = 6 },
        LongHistory = new WindowLengths { TrainMonths = 36, TestMonths = 12 },
        LongHistoryAboveYears = 8,
        EmbargoSessions = 5,
        ValidationFraction = 0.15,
        MinimumTestSessions = 21,
        QuickTestMonths = 12,
    };

    [Fact]
    public void Plan_FiveYearsOfWeekdays_HasTheSevenWindowsOfTheCalendar()
    {
        var sessions = Weekdays(new TradingDate(2013, 2, 8), new TradingDate(2018, 2, 7));

        var folds = WalkForwardPlanner.Plan(sessions, 6, Decided, WalkForwardProfile.Full).Folds;

        folds.Select(fold => $"{fold.Train.Whole.First} {fold.Train.Whole.Last} | {fold.Test.First} {fold.Test.Last}").ShouldBe(
        [
            // Before 2014-08-08 come 5 weekdays of embargo (to 08-01); the label that ends on 07-31 was decided 6 weekdays earlier, on 07-23.
            "2013-02-08 2014-07-23 | 2014-08-08 2015-02-06",
            "2013-08-08 2015-01-22 | 2015-02-09 2015-08-07",
            "2014-02-10 2015-07-23 | 2015-08-10 2016-02-05",
            "2014-08-08 2016-01-21 | 2016-02-08 2016-08-05",
            "2015-02-09 2016-07-21 | 2016-08-08 2017-02-07",
            "2015-08-10 2017-01-23 | 2017-02-08 2017-08-07",
            "2016-02-08 2017-07-21 | 2017-08-08 2018-02-07",
        ]);
    }

    [Fact]
    public void Plan_QuickProfile_KeepsTheLastYearUnderItsNumbers()
    {
        var sessions = Weekdays(new TradingDate(2013, 2, 8), new TradingDate(2018, 2, 7));

        var quick = WalkForwardPlanner.Plan(sessions, 6, Decided, WalkForwardProfile.Quick);
        var full = WalkForwardPlanner.Plan(sessions, 6, Decided, WalkForwardProfile.Full);

        quick.Folds.Select(fold => fold.Index).ShouldBe([5, 6]);
        quick.Folds.ShouldBe(full.Folds.TakeLast(2));
        quick.FinalFit.ShouldBe(full.FinalFit);
    }

    [Fact]
    public void Plan_MonthlySessions_EqualsScikitLearn()
    {
        // sklearn 1.2.1: TimeSeriesSplit(n_splits=7, max_train_size=15, test_size=6, gap=3) over 60 samples.
        TradingDate[] sessions = [.. Enumerable.Range(0, 60).Select(month => TradingDate.FromDateOnly(new DateOnly(2010, 1, 1).AddMonths(month)))];
        var options = Decided with { EmbargoSessions = 1, MinimumTestSessions = 1 };

        var folds = WalkForwardPlanner.Plan(sessions, 2, options, WalkForwardProfile.Full).Folds;

        folds.Select(fold => (fold.Train.Whole.Start, fold.Train.Whole.End, fold.Test.Start, fold.Test.End)).ShouldBe(
            [(0, 15, 18, 24), (6, 21, 24, 30), (12, 27, 30, 36), (18, 33, 36, 42), (24, 39, 42, 48), (30, 45, 48, 54), (36, 51, 54, 60)]);
    }

    [Fact]
    public void Plan_HistoryOverEightYears_UsesTheLongWindows()
    {
        var eight = Weekdays(new TradingDate(2010, 1, 4), new TradingDate(2018, 1, 4));
        var longer = Weekdays(new TradingDate(2010, 1, 4), new TradingDate(2018, 1, 5));

        WalkForwardPlanner.Plan(eight, 6, Decided, WalkForwardProfile.Full).Lengths.ShouldBe(Decided.Standard);
        var plan = WalkForwardPlanner.Plan(longer, 6, Decided, WalkForwardProfile.Full);
        plan.Lengths.ShouldBe(Decided.LongHistory);
        plan.Folds[0].Test.First.ShouldBe(new TradingDate(2013, 1, 4));
    }

    [Fact]
    public void Plan_SeededHistories_NoTrainingLabelReachesATestAndTestsCover()
    {
        var random = new Random(20180207);
        for (var trial = 0; trial < 200; trial++)
        {
            var sessions = WithHolidays(random, years: 3 + (random.NextDouble() * 9));
            var offset = 1 + new[] { 1, 5, 20, 60 }[random.Next(4)];
            var options = Decided with { EmbargoSessions = random.Next(11), ValidationFraction = 0.05 + (0.3 * random.NextDouble()) };

            var plan = WalkForwardPlanner.Plan(sessions, offset, options, WalkForwardProfile.Full);

            plan.Folds[^1].Test.End.ShouldBe(sessions.Count);
            for (var i = 0; i < plan.Folds.Count; i++)
            {
                var (index, train, test) = plan.Folds[i];
                index.ShouldBe(i);
                test.Start.ShouldBe(i == 0 ? test.Start : plan.Folds[i - 1].Test.End);
                test.Count.ShouldBeGreaterThanOrEqualTo(21);
                AssertPurged(train.Whole, test.Start, offset, options.EmbargoSessions);
                AssertTraining(train, offset, options.EmbargoSessions);
                sessions[test.Start].ShouldBe(test.First);
                sessions[test.End - 1].ShouldBe(test.Last);
            }

            AssertTraining(plan.FinalFit, offset, options.EmbargoSessions);
            (plan.FinalFit.Whole.End - 1 + offset).ShouldBe(sessions.Count - 1);
        }
    }

    [Fact]
    public void Plan_FinalFit_IsTheLastEighteenMonthsOfKnownLabels()
    {
        var sessions = Weekdays(new TradingDate(2013, 2, 8), new TradingDate(2018, 2, 7));

        var whole = WalkForwardPlanner.Plan(sessions, 6, Decided, WalkForwardProfile.Quick).FinalFit.Whole;

        // The label of 2018-01-30 ends six weekdays later, on 2018-02-07, the last session.
        whole.Last.ShouldBe(new TradingDate(2018, 1, 30));
        whole.First.ShouldBe(new TradingDate(2016, 8, 1));
    }

    [Fact]
    public void Plan_ShortRemainder_JoinsTheLastTestWindow()
    {
        var sessions = Weekdays(new TradingDate(2013, 2, 8), new TradingDate(2018, 2, 20));

        var folds = WalkForwardPlanner.Plan(sessions, 6, Decided, WalkForwardProfile.Full).Folds;

        folds.Count.ShouldBe(7);
        folds[^1].Test.Last.ShouldBe(new TradingDate(2018, 2, 20));
    }

    [Theory]
    [InlineData("2014-08-07")]
    [InlineData("2014-09-04")]
    public void Plan_HistoryWithoutRoomForOneTest_SaysWhatToDo(string last)
    {
        var sessions = Weekdays(new TradingDate(2013, 2, 8), TradingDate.Parse(last));

        Should.Throw<SplitException>(() => WalkForwardPlanner.Plan(sessions, 6, Decided, WalkForwardProfile.Full))
            .Message.ShouldBe($"The history 2013-02-08 to {last} is too short for 18 months of training and a test of 21 sessions after it; bring more history or shorten the windows in splits.yaml.");
    }

    [Fact]
    public void Plan_AsCanonicalJson_ComesBackTheSame()
    {
        var plan = WalkForwardPlanner.Plan(Weekdays(new TradingDate(2013, 2, 8), new TradingDate(2018, 2, 7)), 6, Decided, WalkForwardProfile.Full);

        var json = CanonicalJson.Serialize(plan);
        var read = CanonicalJson.Deserialize<WalkForwardPlan>(json);

        System.Text.Encoding.UTF8.GetString(json).ShouldContain("\"schema\":\"assay.splits/1\"");
        read.Folds.ShouldBe(plan.Folds);
        read.FinalFit.ShouldBe(plan.FinalFit);
        CanonicalJson.Serialize(read).ShouldBe(json);
    }

    [Fact]
    public void Read_FileOfTheRepository_HoldsTheDecisions() =>
        new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config"))
            .Read(SplitsConfiguration.FileName, new SplitsConfigurationValidator())
            .WalkForward.ShouldBe(Decided);

    private static void AssertTraining(TrainingWindow train, int offset, int embargo)
    {
        train.Fit.Start.ShouldBe(train.Whole.Start);
        train.Validation.End.ShouldBe(train.Whole.End);
        AssertPurged(train.Fit, train.Validation.Start, offset, embargo);
    }

    private static void AssertPurged(SessionWindow learned, int nextStart, int offset, int embargo)
    {
        learned.Count.ShouldBeGreaterThan(0);
        var lastLabelEnd = learned.End - 1 + offset;
        (nextStart - lastLabelEnd - 1).ShouldBe(embargo);
    }

    private static List<TradingDate> Weekdays(TradingDate first, TradingDate last)
    {
        var dates = new List<TradingDate>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                dates.Add(date);
            }
        }

        return dates;
    }

    private static List<TradingDate> WithHolidays(Random random, double years)
    {
        var first = new TradingDate(1995, 1, 1).AddDays(random.Next(8000));
        var dates = Weekdays(first, first.AddDays((int)(years * 365.25)));
        dates.RemoveAll(_ => random.Next(28) == 0);
        return dates;
    }
}
