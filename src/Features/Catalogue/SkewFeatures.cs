using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>The shape of the return distribution: lottery-like names tend to be dear.</summary>
internal static class SkewFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } = [Skewness(63), MaximumReturn(21)];

    private static FeatureDefinition Skewness(int sessions) => new()
    {
        Name = $"skewness_{sessions}",
        Group = FeatureGroup.Skew,
        Formula = $"adjusted Fisher-Pearson skewness of r over {sessions} sessions",
        Source = "Boyer, Mitton and Vorkink (2010), realised",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = Window.Skewness(history.Returns.Slice(t - sessions + 1, sessions), minimumCount);
            }
        },
    };

    private static FeatureDefinition MaximumReturn(int sessions) => new()
    {
        Name = $"maximum_return_{sessions}",
        Group = FeatureGroup.Skew,
        Formula = $"highest r over {sessions} sessions",
        Source = "Bali, Cakici and Whitelaw (2011)",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = Window.Maximum(history.Returns.Slice(t - sessions + 1, sessions), minimumCount);
            }
        },
    };
}
