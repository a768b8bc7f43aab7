namespace Assay.Features.Catalogue;

/// <summary>What a name did beyond the mean of its sector, by the sector it was known to be in on that session.</summary>
internal static class SectorFeatures
{
    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        RelativeToSector(MomentumFeatures.Momentum126, "Moskowitz and Grinblatt (1999)"),
        RelativeToSector(ReversalFeatures.Reversal5, "Da, Liu and Schaumburg (2014)"),
    ];

    private static FeatureDefinition RelativeToSector(FeatureDefinition feature, string source) => feature with
    {
        Name = $"sector_relative_{feature.Name}",
        Group = FeatureGroup.Sector,
        Formula = $"{feature.Name} less its mean over the members of the sector on t",
        Source = source,
        IsSectorRelative = true,
    };
}
