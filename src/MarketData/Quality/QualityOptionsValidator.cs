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
        RuleFor(options => options.SurvivorEndSessions).GreaterThanOrEqualTo(0);
        RuleFor(options => options.MaximumFindingsPerRule).GreaterThanOrEqualTo(1);
        RuleFor(options => options.DegradedAboveQuarantinedShare).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.DegradedAboveWarningShare).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.FailAboveQuarantinedShare)
            .InclusiveBetween(0.0, 1.0)
            .GreaterThanOrEqualTo(options => options.DegradedAboveQuarantinedShare);
    }
}
