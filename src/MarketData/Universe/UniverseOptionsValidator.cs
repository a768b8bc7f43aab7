using FluentValidation;

namespace Assay.MarketData.Universe;

/// <summary>Checks the ranges that <see cref="UniverseOptions"/> states.</summary>
public sealed class UniverseOptionsValidator : AbstractValidator<UniverseOptions>
{
    public UniverseOptionsValidator()
    {
        RuleFor(options => options.MinimumHistorySessions).InclusiveBetween(1, 2_520);
        RuleFor(options => options.MinimumPrice).InclusiveBetween(0.0, 1e9);
        RuleFor(options => options.DollarVolumeSessions).InclusiveBetween(1, 252);
        RuleFor(options => options.MinimumDollarVolume).InclusiveBetween(0.0, 1e15);
    }
}
