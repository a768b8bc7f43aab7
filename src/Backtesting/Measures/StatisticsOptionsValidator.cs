using FluentValidation;

namespace Assay.Backtesting.Measures;

/// <summary>The ranges stated on <see cref="StatisticsOptions"/>.</summary>
public sealed class StatisticsOptionsValidator : AbstractValidator<StatisticsOptions>
{
    public StatisticsOptionsValidator()
    {
        RuleFor(options => options.RiskFreeRate).InclusiveBetween(-0.5, 0.5);
        RuleFor(options => options.RegimeMinimumSessions).InclusiveBetween(2, 2520);
        RuleFor(options => options.BootstrapDraws).InclusiveBetween(100, 100_000);
        RuleFor(options => options.BootstrapMeanBlockSessions).InclusiveBetween(1, 252);
        RuleFor(options => options.BootstrapSeed).GreaterThanOrEqualTo(0);
        RuleFor(options => options.BootstrapConfidence).GreaterThanOrEqualTo(0.5).LessThan(1);
        RuleFor(options => options.PboBlocks).InclusiveBetween(4, 20).Must(blocks => blocks % 2 == 0).WithMessage("must be even");
    }
}
