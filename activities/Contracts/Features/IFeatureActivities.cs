using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Features;

/// <summary>From clean bars to features, labels and regimes.</summary>
public interface IFeatureActivities
{
    /// <summary>Pure: features of day t from data up to the close of t, the rank label, and the regime of each session.</summary>
    [Activity]
    Task<FeatureSet> BuildFeaturesAsync(BuildFeatures request);
}

/// <param name="Stage">The run.</param>
/// <param name="Bars">Clean bars.</param>
/// <param name="Universe">Members by session.</param>
public sealed record BuildFeatures(Stage Stage, ArtifactRef Bars, ArtifactRef Universe);

/// <param name="Features">One row per session and member.</param>
/// <param name="Labels">The forward return and rank label of the same rows.</param>
/// <param name="Regimes">One row per session.</param>
public sealed record FeatureSet(ArtifactRef Features, ArtifactRef Labels, ArtifactRef Regimes);
