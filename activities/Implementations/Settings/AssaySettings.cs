using Assay.Backtesting.Measures;
using Assay.Features;
using Assay.Live;
using Assay.MarketData;
using Assay.Models.Splits;
using Assay.Models.Training;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Release;
using Assay.Selection;

namespace Assay.Activities.Settings;

/// <summary>Every setting of a run, frozen: stored as one artifact at its start and read by every activity.</summary>
public sealed record AssaySettings
{
    public const string SchemaId = "assay.configuration/1";

    public required MarketConfiguration Market { get; init; }

    public required FeaturesConfiguration Features { get; init; }

    public required SplitsConfiguration Splits { get; init; }

    public required TrainingSettings Models { get; init; }

    public required PortfolioOptions Portfolio { get; init; }

    public required CostOptions Costs { get; init; }

    public required StatisticsOptions Statistics { get; init; }

    public required SelectionOptions Selection { get; init; }

    public required ReleaseOptions Release { get; init; }

    public required LiveOptions Live { get; init; }

    public required RuntimeOptions Runtime { get; init; }
}
