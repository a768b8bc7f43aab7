using FluentValidation;

namespace Assay.MarketData.Quality;

/// <summary>Checks the ranges that <see cref="QualityOptions"/> states.</summary>
public sealed class QualityOptionsValidator : AbstractValidator<QualityOptions>
{
    public QualityOptionsValidator()
    {
        RuleFor(options => options.MinimumSymbolRows).GreaterThanOrEqualTo(1);
        RuleFor(options => options.SessionReferenceDates).GreaterThanOrEqualTo(1);
        RuleFor(options => options.MinimumSessionShare).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.JumpFraction).GreaterThan(0.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.SplitRatios).NotNull();
        RuleForEach(options => options.SplitRatios).GreaterThan(1.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.SplitTolerance).GreaterThan(0.0).LessThan(1.0);
        RuleFor(options => options.RevertFraction).GreaterThan(0.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.RevertDeviations).GreaterThan(0.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.RevertShare).GreaterThan(0.0).LessThanOrEqualTo(1.0);
        RuleFor(options => options.RangeFraction).GreaterThan(0.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.RangeMultiple).GreaterThanOrEqualTo(1.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.ShadowFraction).GreaterThan(0.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.ShadowMultiple).GreaterThanOrEqualTo(1.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.LowVolumeShares).GreaterThanOrEqualTo(0.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.VolumeMultiple).GreaterThan(1.0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.EchoSessions).GreaterThanOrEqualTo(1);
        RuleFor(options => options.ClusterSymbols).GreaterThanOrEqualTo(2);
        RuleFor(options => options.FrozenClusterShare).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.MinimumDateCoverage).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.SurvivorEndSessions).GreaterThanOrEqualTo(0);
        RuleFor(options => options.MaximumFindingsPerRule).GreaterThanOrEqualTo(1);
        RuleFor(options => options.DegradedAboveQuarantinedShare).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.DegradedAboveWarningShare).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.FailAboveQuarantinedShare)
            .InclusiveBetween(0.0, 1.0)
            .GreaterThanOrEqualTo(options => options.DegradedAboveQuarantinedShare);
        RuleFor(options => options.DegradedBelowCoverage).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.FailBelowCoverage).InclusiveBetween(0.0, 1.0).LessThanOrEqualTo(options => options.DegradedBelowCoverage);
        RuleFor(options => options.DegradedAboveStaleSessions).GreaterThanOrEqualTo(0);
        RuleFor(options => options.DifferentFraction).GreaterThan(0.0).LessThan(1.0);
        RuleFor(options => options.ContradictedFraction).LessThan(1.0).GreaterThanOrEqualTo(options => options.DifferentFraction);
        RuleFor(options => options.DegradedAboveContradictedShare).InclusiveBetween(0.0, 1.0);
    }
}
