using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>How a name moves with the equally weighted universe, and what is left without it.</summary>
internal static class MarketFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } =
        [Beta(126), IdiosyncraticVolatility(63), ResidualMomentum(126, 21)];

    private static FeatureDefinition Beta(int sessions) => new()
    {
        Name = $"beta_{sessions}",
        Group = FeatureGroup.Market,
        Formula = $"slope of r on m over {sessions} sessions",
        Source = "Frazzini and Pedersen (2014), with daily returns and no shrinkage",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = Fit(history, t - sessions + 1, sessions, minimumCount).Slope;
            }
        },
    };

    private static FeatureDefinition IdiosyncraticVolatility(int sessions) => new()
    {
        Name = $"idiosyncratic_volatility_{sessions}",
        Group = FeatureGroup.Market,
        Formula = $"standard deviation (n - 2) of the residuals of r on m over {sessions} sessions, daily",
        Source = "Ang, Hodrick, Xing and Zhang (2006), with one factor",
        LookbackSessions = sessions,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var minimumCount = history.MinimumCount(sessions);
            for (var t = sessions; t < values.Length; t++)
            {
                values[t] = Fit(history, t - sessions + 1, sessions, minimumCount).ResidualDeviation;
            }
        },
    };

    private static FeatureDefinition ResidualMomentum(int far, int near) => new()
    {
        Name = $"residual_momentum_{far}_{near}",
        Group = FeatureGroup.Market,
        Formula = $"mean of r - slope m over the sessions t-{far - 1}..t-{near}, by the residuals' standard deviation (n - 2); "
            + "slope fitted there",
        Source = "Blitz, Huij and Martens (2011), with one factor",
        LookbackSessions = far,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            var sessions = far - near;
            var minimumCount = history.MinimumCount(sessions);
            for (var t = far; t < values.Length; t++)
            {
                // The mean of r - slope m over the fitted places is the line's intercept.
                var line = Fit(history, t - far + 1, sessions, minimumCount);
                values[t] = line.Intercept / line.ResidualDeviation;
            }
        },
    };

    private static Line Fit(in SymbolHistory history, int start, int sessions, int minimumCount) =>
        Line.Fit(history.MarketReturns.Slice(start, sessions), history.Returns.Slice(start, sessions), minimumCount);
}
