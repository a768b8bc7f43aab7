using Assay.Models.Evaluation;

namespace Assay.Activities.Models;

/// <summary>What a candidate's scores were worth out of sample (<c>assay.model.metrics/1</c>).</summary>
public sealed record CandidateMetrics
{
    public const string SchemaId = "assay.model.metrics/1";

    public required string Candidate { get; init; }

    public required string SpecSha256 { get; init; }

    /// <summary>Daily rank correlation of score and forward return.</summary>
    public required CorrelationSummary Spearman { get; init; }

    /// <summary>Daily linear correlation of score and forward return.</summary>
    public required CorrelationSummary Pearson { get; init; }

    public required Share HitRatio { get; init; }

    /// <summary>Of the names in the top fifth, the share that beat the median of the day.</summary>
    public required Share LongPrecision { get; init; }

    public required IReadOnlyList<QuantileReturn> Quantiles { get; init; }

    public required IReadOnlyList<FoldFit> Folds { get; init; }
}

/// <param name="Fold">Index of the fold.</param>
/// <param name="Rounds">Rounds or trees of the model.</param>
/// <param name="ValidationRmse">Error on the validation part; null without one.</param>
public sealed record FoldFit(int Fold, int Rounds, double? ValidationRmse);
