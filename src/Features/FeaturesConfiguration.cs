using Assay.Features.Labels;
using Assay.Features.Regimes;

namespace Assay.Features;

/// <summary>The file <c>config/features.yaml</c>.</summary>
public sealed record FeaturesConfiguration
{
    public const string FileName = "features.yaml";

    public required FeatureOptions Features { get; init; }

    public required LabelOptions Label { get; init; }

    public required RegimeOptions Regime { get; init; }
}
