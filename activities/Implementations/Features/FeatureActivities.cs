using Assay.Activities.Contracts.Features;
using Assay.Activities.Panels;
using Assay.Activities.Stages;
using Assay.Features;
using Assay.Features.Labels;
using Assay.Features.Regimes;
using Temporalio.Activities;

namespace Assay.Activities.Features;

/// <inheritdoc cref="IFeatureActivities"/>
public sealed class FeatureActivities(StageRunner runner) : IFeatureActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<FeatureSet> BuildFeaturesAsync(BuildFeatures request)
    {
        var settings = runner.Settings(request.Stage);
        return runner.PureAsync(new PureWork<FeatureSet>
        {
            Stage = request.Stage,
            Activity = nameof(BuildFeatures),
            Subject = string.Empty,
            Module = typeof(FeatureBuilder),
            Parameters = settings.Features,
            Inputs = [request.Bars, request.Universe],
            Compute = _ => Compute(request, settings.Features, settings.Runtime.Threads),
            Files = result =>
            [
                new NamedArtifact("features/features.parquet", result.Features),
                new NamedArtifact("features/labels.parquet", result.Labels),
                new NamedArtifact("features/regimes.parquet", result.Regimes),
            ],
        });
    }

    private FeatureSet Compute(BuildFeatures request, FeaturesConfiguration options, int threads)
    {
        var (market, universe) = PanelReader.Read(runner.Store, request.Bars, request.Universe);
        var features = FeatureBuilder.Build(market, universe, options.Features, threads);
        var labels = LabelBuilder.Build(market, features.Rows, options.Label);
        var regimes = RegimeDetector.Detect(market, universe, options.Regime);
        var keep = runner.Keep(request.Stage);
        return new FeatureSet(keep.PutTable(features.ToTable()), keep.PutTable(labels.ToTable()), keep.PutTable(regimes.ToTable()));
    }
}
