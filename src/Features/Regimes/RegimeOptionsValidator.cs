using FluentValidation;

namespace Assay.Features.Regimes;

public sealed class RegimeOptionsValidator : AbstractValidator<RegimeOptions>
{
    public RegimeOptionsValidator()
    {
        RuleFor(options => options.MeanWindowSessions).InclusiveBetween(2, 1000);
        RuleFor(options => options.VolatilityWindowSessions).InclusiveBetween(2, 250);
        RuleFor(options => options.QuantileWindowSessions).InclusiveBetween(20, 2520);
        RuleFor(options => options.RiskOffVolatilityQuantile).GreaterThanOrEqualTo(0.5).LessThan(1.0);
        RuleFor(options => options.RiskOnVolatilityQuantile).ExclusiveBetween(0.0, 1.0);
        RuleFor(options => options.BreadthWindowSessions).InclusiveBetween(2, 250);
        RuleFor(options => options.RiskOnBreadthFraction).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.EstablishedSessions)
            .GreaterThanOrEqualTo(options => Math.Max(options.MeanWindowSessions, options.VolatilityWindowSessions + 1));
    }
}
