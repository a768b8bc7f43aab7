using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>How much returns vary, and whether that has grown.</summary>
internal static class VolatilityFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } = [Volatility(21), VolatilityRatio(21, 126)];

    private static FeatureDefinition Volatility(int sessions) => new()
    {
        Name = $"volatility_{sessions}",
        Group = FeatureGroup.Volatility,
        Formula = $"sample standard deviation of r over {sessions} sessions, daily",
        Source = "Ang, Hodrick, Xing and Zhang (2006), total volatility",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = Window.Deviation(history.Returns.Slice(t - sessions + 1, sessions), minimumCount);
            }
        },
    };

    private static FeatureDefinition VolatilityRatio(int shortSessions, int longSessions) => new()
    {
        Name = $"volatility_ratio_{shortSessions}_{longSessions}",
        Group = FeatureGroup.Volatility,
        Formula = $"ln of volatility over {shortSessions} sessions by volatility over {longSessions}",
        Source = "volatility term structure of realised returns (common)",
        LookbackSessions = longSessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumShort = history.MinimumCount(shortSessions);
            var minimumLong = history.MinimumCount(longSessions);
            for (var t = longSessions; t < values.Length; t++)
            {
                var recent = Window.Deviation(history.Returns.Slice(t - shortSessions + 1, shortSessions), minimumShort);
                var usual = Window.Deviation(history.Returns.Slice(t - longSessions + 1, longSessions), minimumLong);
                values[t] = Math.Log(recent / usual);
            }
        },
    };
}
