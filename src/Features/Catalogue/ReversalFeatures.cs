using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>Short-term returns with the sign turned, and the part of them earned while the exchange was closed.</summary>
internal static class ReversalFeatures
{
    public static FeatureDefinition Reversal5 { get; } = Reversal(5, "Lehmann (1990)");

    public static IReadOnlyList<FeatureDefinition> All { get; } = [Reversal5, Reversal(21, "Jegadeesh (1990)"), Overnight(21)];

    private static FeatureDefinition Reversal(int sessions, string source) => new()
    {
        Name = $"reversal_{sessions}",
        Group = FeatureGroup.Reversal,
        Formula = $"1 - C(t) / C(t-{sessions})",
        Source = source,
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = 1.0 - (history.Close[t] / history.Close[t - sessions]);
            }
        },
    };

    private static FeatureDefinition Overnight(int sessions) => new()
    {
        Name = $"overnight_return_{sessions}",
        Group = FeatureGroup.Reversal,
        Formula = $"mean over {sessions} sessions of ln(O(s) / C(s-1))",
        Source = "Lou, Polk and Skouras (2019)",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            using var gaps = Scratch.Rent(values.Length);
            gaps.Span[0] = double.NaN;
            for (var t = 1; t < values.Length; t++)
            {
                gaps.Span[t] = Math.Log(history.Open[t] / history.Close[t - 1]);
            }

            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = Window.Mean(gaps.Span.Slice(t - sessions + 1, sessions), minimumCount);
            }
        },
    };
}
