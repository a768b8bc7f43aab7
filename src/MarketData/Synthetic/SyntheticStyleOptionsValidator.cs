using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticStyleOptions"/> states.</summary>
public sealed class SyntheticStyleOptionsValidator : AbstractValidator<SyntheticStyleOptions>
{
    public SyntheticStyleOptionsValidator()
    {
        RuleFor(options => options.Name).NotEmpty();
        RuleFor(options => options.Premium).InclusiveBetween(-1.0, 1.0);
        RuleFor(options => options.Volatility).GreaterThan(0.0).LessThanOrEqualTo(1.0);
    }
}
