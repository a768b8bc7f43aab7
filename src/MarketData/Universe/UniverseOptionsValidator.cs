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
        RuleFor(options => options.SectorNames)
            .Must(names => names.All(name => name.Spelling.Trim().Length > 0 && name.Sector.Trim().Length > 0))
            .WithMessage("must each have a spelling and a sector");
        RuleFor(options => options.SectorNames)
            .Must(names => names.Select(name => name.Spelling).Concat(names.Select(name => name.Sector).Distinct(StringComparer.OrdinalIgnoreCase))
                .GroupBy(text => text, StringComparer.OrdinalIgnoreCase).All(group => group.Count() == 1))
            .WithMessage("must hold each spelling once, and none that is a sector of another entry");
    }
}
