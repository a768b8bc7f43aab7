using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticEarningsOptions"/> states.</summary>
public sealed class SyntheticEarningsOptionsValidator : AbstractValidator<SyntheticEarningsOptions>
{
    private const int LastDay = 80;

    public SyntheticEarningsOptionsValidator()
    {
        RuleFor(options => options.FirstDay).InclusiveBetween(1, LastDay);
        RuleFor(options => options.LastDay).GreaterThanOrEqualTo(options => options.FirstDay).LessThanOrEqualTo(LastDay);
        RuleFor(options => options.JumpVolatility).GreaterThan(0.0).LessThanOrEqualTo(0.5);
        RuleFor(options => options.VolumeLoading).InclusiveBetween(0.0, 3.0);
    }
}
