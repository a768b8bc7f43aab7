using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>Where the close stands in the range of a day or a year, and how wide the days are.</summary>
internal static class RangeFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } = [HighProximity(252), Parkinson(21), CloseLocation(10)];

    private static FeatureDefinition HighProximity(int sessions) => new()
    {
        Name = $"high_proximity_{sessions}",
        Group = FeatureGroup.Range,
        Formula = $"C(t) / highest H over {sessions} sessions",
        Source = "George and Hwang (2004)",
        LookbackSessions = sessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions - 1; t < values.Length; t++)
            {
                values[t] = history.Close[t] / Window.Maximum(history.High.Slice(t - sessions + 1, sessions), minimumCount);
            }
        },
    };

    private static FeatureDefinition Parkinson(int sessions) => new()
    {
        Name = $"parkinson_volatility_{sessions}",
        Group = FeatureGroup.Range,
        Formula = $"square root of the mean over {sessions} sessions of ln(H / L)^2 / (4 ln 2), daily",
        Source = "Parkinson (1980)",
        LookbackSessions = sessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            using var squares = Scratch.Rent(values.Length);
            for (var t = 0; t < values.Length; t++)
            {
                var range = Math.Log(history.High[t] / history.Low[t]);
                squares.Span[t] = range * range / (4.0 * Math.Log(2.0));
            }

            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions - 1; t < values.Length; t++)
            {
                values[t] = Math.Sqrt(Window.Mean(squares.Span.Slice(t - sessions + 1, sessions), minimumCount));
            }
        },
    };

    private static FeatureDefinition CloseLocation(int sessions) => new()
    {
        Name = $"close_location_{sessions}",
        Group = FeatureGroup.Range,
        Formula = $"mean over {sessions} sessions of (2 C - H - L) / (H - L), days without range left out",
        Source = "close location value (Chaikin)",
        LookbackSessions = sessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            using var locations = Scratch.Rent(values.Length);
            for (var t = 0; t < values.Length; t++)
            {
                var range = history.High[t] - history.Low[t];
                locations.Span[t] = range > 0.0
                    ? ((2.0 * history.Close[t]) - history.High[t] - history.Low[t]) / range
                    : double.NaN;
            }

            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions - 1; t < values.Length; t++)
            {
                values[t] = Window.Mean(locations.Span.Slice(t - sessions + 1, sessions), minimumCount);
            }
        },
    };
}
