using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>Direction of the price, and how stretched it is.</summary>
internal static class TrendFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } =
        [MovingAverageGap(50, 200), RelativeStrength(14), BollingerPosition(20), TrendCorrelation(63)];

    private static FeatureDefinition MovingAverageGap(int shortSessions, int longSessions) => new()
    {
        Name = $"moving_average_gap_{shortSessions}_{longSessions}",
        Group = FeatureGroup.Trend,
        Formula = $"ln of mean C over {shortSessions} sessions by mean C over {longSessions}",
        Source = "Brock, Lakonishok and LeBaron (1992)",
        LookbackSessions = longSessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) => history.LogMeanRatio(history.Close, shortSessions, longSessions, values),
    };

    // Plain means instead of Wilder's smoothing: his average never forgets, so its value would depend on where the history begins.
    private static FeatureDefinition RelativeStrength(int sessions) => new()
    {
        Name = $"relative_strength_{sessions}",
        Group = FeatureGroup.Trend,
        Formula = $"sum of rising C(s) - C(s-1) over {sessions} sessions by the sum of all |C(s) - C(s-1)|, 0..1",
        Source = "Wilder (1978), with Cutler's plain means",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                double rise = 0.0, path = 0.0;
                var count = 0;
                for (var s = t - sessions + 1; s <= t; s++)
                {
                    var change = history.Close[s] - history.Close[s - 1];
                    if (!double.IsNaN(change))
                    {
                        rise += Math.Max(change, 0.0);
                        path += Math.Abs(change);
                        count++;
                    }
                }

                values[t] = count >= minimumCount ? rise / path : double.NaN;
            }
        },
    };

    private static FeatureDefinition BollingerPosition(int sessions) => new()
    {
        Name = $"bollinger_position_{sessions}",
        Group = FeatureGroup.Trend,
        Formula = $"(C(t) - mean C) / sample standard deviation of C, over {sessions} sessions",
        Source = "Bollinger (2001)",
        LookbackSessions = sessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions - 1; t < values.Length; t++)
            {
                var window = history.Close.Slice(t - sessions + 1, sessions);
                var deviation = Window.Deviation(window, minimumCount);
                values[t] = deviation > 0.0 ? (history.Close[t] - Window.Mean(window, minimumCount)) / deviation : double.NaN;
            }
        },
    };

    private static FeatureDefinition TrendCorrelation(int sessions) => new()
    {
        Name = $"trend_correlation_{sessions}",
        Group = FeatureGroup.Trend,
        Formula = $"Pearson correlation of C with the session's number over {sessions} sessions",
        Source = "Clenow (2015), as signed fit instead of slope times R squared",
        LookbackSessions = sessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            using var numbers = Scratch.Rent(sessions);
            for (var s = 0; s < sessions; s++)
            {
                numbers.Span[s] = s;
            }

            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions - 1; t < values.Length; t++)
            {
                values[t] = Line.Fit(numbers.Span, history.Close.Slice(t - sessions + 1, sessions), minimumCount).Correlation;
            }
        },
    };
}
