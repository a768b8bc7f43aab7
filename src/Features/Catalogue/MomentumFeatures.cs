namespace Assay.Features.Catalogue;

/// <summary>Returns over months, the last one left out because it tends to reverse.</summary>
internal static class MomentumFeatures
{
    public static FeatureDefinition Momentum252 { get; } = SkippingMomentum(252, 21);

    public static FeatureDefinition Momentum126 { get; } = SkippingMomentum(126, 21);

    public static IReadOnlyList<FeatureDefinition> All { get; } = [Momentum252, Momentum126];

    private static FeatureDefinition SkippingMomentum(int far, int near) => new()
    {
        Name = $"momentum_{far}_{near}",
        Group = FeatureGroup.Momentum,
        Formula = $"C(t-{near}) / C(t-{far}) - 1",
        Source = "Jegadeesh and Titman (1993)",
        LookbackSessions = far,
        IsScaleFree = true,
        Kernel = (in SymbolHistory history, Span<double> values) =>
        {
            for (var t = far; t < values.Length; t++)
            {
                values[t] = (history.Close[t - near] / history.Close[t - far]) - 1.0;
            }
        },
    };
}
