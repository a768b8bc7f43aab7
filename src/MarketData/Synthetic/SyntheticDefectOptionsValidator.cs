using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticDefectOptions"/> states.</summary>
public sealed class SyntheticDefectOptionsValidator : AbstractValidator<SyntheticDefectOptions>
{
    private const double LargestShare = 0.05;

    public SyntheticDefectOptionsValidator()
    {
        RuleFor(options => options.MissingRows).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.MissingPrices).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.SwappedPrices).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.BadPrints).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.RepeatedBars).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.DuplicateRows).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.ZeroVolumes).InclusiveBetween(0.0, LargestShare);
        RuleFor(options => options.CorrectionSessions).InclusiveBetween(1, 100);
    }
}
