using Assay.Features;
using Assay.Features.Catalogue;

namespace Assay.Tests.Unit.Features;

internal static class FeatureSettings
{
    public static FeatureOptions Of(FeatureNormalisation normalisation, params string[] names) => new()
    {
        Enabled = names.Length > 0 ? names : [.. FeatureCatalogue.All.Select(feature => feature.Name)],
        Normalisation = normalisation,
        MinimumCoverageFraction = 0.8,
        MinimumSectorNames = 2,
    };
}
