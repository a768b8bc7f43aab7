using Assay.Domain;

namespace Assay.Models.Splits;

/// <summary>
/// Cuts a history into training windows, each followed by a test window.
/// <para>
/// Look-ahead creeps in where the two meet. The label of session t is known only at session t + offset (open to open over the horizon), so a
/// training row shortly before the test window would carry prices of the test window into the model. Purging drops every training
/// session whose label does not end before the test window begins. Features overlap as well: rows on the two sides share most of their
/// windows and errors, so the embargo leaves some more sessions out. The same gap stands between the part a model fits on and the part
/// that early stopping watches; without it the stopping point would be chosen on rows the model has half seen.
/// </para>
/// <para>
/// Windows are calendar months counted from the first session, so folds keep their dates when the history grows. The test windows follow one
/// another without a gap from the first to the last session that can be tested (López de Prado, 2018, chapters 7 and 12).
/// </para>
/// </summary>
public static class WalkForwardPlanner
{
    /// <param name="sessions">All sessions of the bars, ascending.</param>
    /// <param name="labelEndOffsetSessions">Sessions from a decision to its label's end: 1 + horizon.</param>
    /// <param name="options">Lengths, embargo, validation.</param>
    /// <param name="profile">Which test windows are kept.</param>
    /// <exception cref="SplitException">The history is too short for one fold, or a training window is left empty.</exception>
    public static WalkForwardPlan Plan(
        IReadOnlyList<TradingDate> sessions, int labelEndOffsetSessions, WalkForwardOptions options, WalkForwardProfile profile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelEndOffsetSessions, 1);
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count, nameof(sessions));
        var isLong = sessions[^1].ToDateOnly() > sessions[0].ToDateOnly().AddYears(options.LongHistoryAboveYears);
        var lengths = isLong ? options.LongHistory : options.Standard;
        var tests = TestWindows(sessions, lengths, options.MinimumTestSessions);
        if (tests.Count == 0)
        {
            throw new SplitException(
                $"The history {sessions[0]} to {sessions[^1]} is too short for {lengths.TrainMonths} months of training and a test of {options.MinimumTestSessions} sessions after it; "
                + "bring more history or shorten the windows in splits.yaml.");
        }

        var kept = profile == WalkForwardProfile.Full
            ? tests.Count
            : Math.Min(tests.Count, (options.QuickTestMonths + lengths.TestMonths - 1) / lengths.TestMonths);
        var gap = labelEndOffsetSessions + options.EmbargoSessions;
        var folds = new List<Fold>(kept);
        for (var index = tests.Count - kept; index < tests.Count; index++)
        {
            var (trainStart, testStart, testEnd) = tests[index];
            folds.Add(new Fold(
                index,
                Training(sessions, trainStart, testStart - gap, gap, options.ValidationFraction),
                SessionWindow.Of(sessions, testStart, testEnd)));
        }

        // The label of the last training session ends in the last session: no test follows, so no embargo either.
        var finalEnd = sessions.Count - labelEndOffsetSessions;
        var finalStart = finalEnd < 1
            ? 0
            : FirstOnOrAfter(sessions, sessions[finalEnd - 1].ToDateOnly().AddDays(1).AddMonths(-lengths.TrainMonths));
        return new WalkForwardPlan
        {
            Profile = profile,
            Lengths = lengths,
            LabelEndOffsetSessions = labelEndOffsetSessions,
            EmbargoSessions = options.EmbargoSessions,
            Folds = folds,
            FinalFit = Training(sessions, finalStart, finalEnd, gap, options.ValidationFraction),
        };
    }

    private static List<(int TrainStart, int TestStart, int TestEnd)> TestWindows(
        IReadOnlyList<TradingDate> sessions, WindowLengths lengths, int minimumTestSessions)
    {
        var windows = new List<(int TrainStart, int TestStart, int TestEnd)>();
        var anchor = sessions[0].ToDateOnly();
        for (var step = 0; ; step++)
        {
            var trainStart = FirstOnOrAfter(sessions, anchor.AddMonths(step * lengths.TestMonths));
            var testStart = FirstOnOrAfter(sessions, anchor.AddMonths((step * lengths.TestMonths) + lengths.TrainMonths));
            var testEnd = FirstOnOrAfter(sessions, anchor.AddMonths(((step + 1) * lengths.TestMonths) + lengths.TrainMonths));
            if (testStart == sessions.Count)
            {
                return windows;
            }

            if (testEnd == sessions.Count && testEnd - testStart < minimumTestSessions)
            {
                if (windows.Count > 0)
                {
                    windows[^1] = windows[^1] with { TestEnd = testEnd };
                }

                return windows;
            }

            if (testEnd > testStart)
            {
                windows.Add((trainStart, testStart, testEnd));
            }
        }
    }

    private static TrainingWindow Training(IReadOnlyList<TradingDate> sessions, int start, int end, int gap, double validationFraction)
    {
        var validationCount = (int)Math.Round((end - start) * validationFraction, MidpointRounding.AwayFromZero);
        var fitEnd = end - validationCount - gap;
        if (validationCount < 1 || fitEnd <= start)
        {
            throw new SplitException(
                $"Only {Math.Max(0, end - start)} sessions from {sessions[start]} on are left to train on after purging; "
                + "bring more history or lengthen the training window in splits.yaml.");
        }

        return new TrainingWindow(
            SessionWindow.Of(sessions, start, end),
            SessionWindow.Of(sessions, start, fitEnd),
            SessionWindow.Of(sessions, end - validationCount, end));
    }

    private static int FirstOnOrAfter(IReadOnlyList<TradingDate> sessions, DateOnly date)
    {
        var wanted = TradingDate.FromDateOnly(date);
        var low = 0;
        var high = sessions.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sessions[middle] < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
