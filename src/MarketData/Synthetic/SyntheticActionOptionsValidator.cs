using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticActionOptions"/> states.</summary>
public sealed class SyntheticActionOptionsValidator : AbstractValidator<SyntheticActionOptions>
{
    private const double HighestYield = 0.2;

    public SyntheticActionOptionsValidator()
    {
        RuleFor(options => options.SplitTargetPrice).GreaterThan(0.0);
        RuleFor(options => options.SplitAbovePrice).GreaterThan(options => options.SplitTargetPrice).LessThan(1e9);
        RuleFor(options => options.ReverseSplitBelowPrice).GreaterThanOrEqualTo(0.0).LessThan(options => 0.1 * options.SplitAbovePrice);
        RuleFor(options => options.PayerFraction).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.LowestYield).InclusiveBetween(0.0, HighestYield);
        RuleFor(options => options.HighestYield).GreaterThanOrEqualTo(options => options.LowestYield).LessThanOrEqualTo(HighestYield);
        RuleFor(options => options.NoticeSessions).InclusiveBetween(1, 25);
    }
}
