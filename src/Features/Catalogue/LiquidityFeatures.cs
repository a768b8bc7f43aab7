using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>How much is traded, and how far the price moves for it. A session without volume counts as missing.</summary>
internal static class LiquidityFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } = [Amihud(21), DollarVolume(21), VolumeSurprise(5, 63)];

    private static FeatureDefinition Amihud(int sessions) => new()
    {
        Name = $"amihud_illiquidity_{sessions}",
        Group = FeatureGroup.Liquidity,
        Formula = $"ln of the mean over {sessions} sessions of |r| / (C V)",
        Source = "Amihud (2002)",
        LookbackSessions = sessions,
        IsScaleFree = false,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            using var impact = Scratch.Rent(values.Length);
            for (var t = 0; t < values.Length; t++)
            {
                impact.Span[t] = Math.Abs(history.Returns[t]) / DollarVolumeAt(history, t);
            }

            LogMean(impact.Span, sessions, sessions, history.MinimumCount(sessions), values);
        },
    };

    private static FeatureDefinition DollarVolume(int sessions) => new()
    {
        Name = $"dollar_volume_{sessions}",
        Group = FeatureGroup.Liquidity,
        Formula = $"ln of the mean over {sessions} sessions of C V",
        Source = "Brennan, Chordia and Subrahmanyam (1998)",
        LookbackSessions = sessions - 1,
        IsScaleFree = false,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            using var traded = Scratch.Rent(values.Length);
            for (var t = 0; t < values.Length; t++)
            {
                traded.Span[t] = DollarVolumeAt(history, t);
            }

            LogMean(traded.Span, sessions, sessions - 1, history.MinimumCount(sessions), values);
        },
    };

    private static FeatureDefinition VolumeSurprise(int shortSessions, int longSessions) => new()
    {
        Name = $"volume_surprise_{shortSessions}_{longSessions}",
        Group = FeatureGroup.Liquidity,
        Formula = $"ln of mean V over {shortSessions} sessions by mean V over {longSessions}",
        Source = "Gervais, Kaniel and Mingelgrin (2001)",
        LookbackSessions = longSessions - 1,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) => history.LogMeanRatio(history.Volume, shortSessions, longSessions, values),
    };

    private static double DollarVolumeAt(in SymbolHistory history, int t)
    {
        var traded = history.Close[t] * history.Volume[t];
        return traded > 0.0 ? traded : double.NaN;
    }

    private static void LogMean(ReadOnlySpan<double> source, int sessions, int first, int minimumCount, Span<double> values)
    {
        for (var t = first; t < values.Length; t++)
        {
            values[t] = Math.Log(Window.Mean(source.Slice(t - sessions + 1, sessions), minimumCount));
        }
    }
}
