using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticRegimeOptions"/> states.</summary>
public sealed class SyntheticRegimeOptionsValidator : AbstractValidator<SyntheticRegimeOptions>
{
    public SyntheticRegimeOptionsValidator()
    {
        RuleFor(options => options.Drift).InclusiveBetween(-2.0, 2.0);
        RuleFor(options => options.Volatility).GreaterThan(0.0).LessThanOrEqualTo(2.0);
        RuleFor(options => options.SpecificMultiple).GreaterThan(0.0).LessThanOrEqualTo(10.0);
        RuleFor(options => options.MeanLengthSessions).InclusiveBetween(1.0, 20_000.0);
    }
}
