using FluentValidation;

namespace Assay.Models.Splits;

public sealed class WalkForwardOptionsValidator : AbstractValidator<WalkForwardOptions>
{
    public WalkForwardOptionsValidator()
    {
        RuleFor(options => options.Standard.TrainMonths).InclusiveBetween(3, 120);
        RuleFor(options => options.Standard.TestMonths).InclusiveBetween(1, 36);
        RuleFor(options => options.LongHistory.TrainMonths).InclusiveBetween(3, 120);
        RuleFor(options => options.LongHistory.TestMonths).InclusiveBetween(1, 36);
        RuleFor(options => options.LongHistoryAboveYears).InclusiveBetween(1, 50);
        RuleFor(options => options.EmbargoSessions).InclusiveBetween(0, 60);
        RuleFor(options => options.ValidationFraction).GreaterThan(0.0).LessThanOrEqualTo(0.5);
        RuleFor(options => options.MinimumTestSessions).InclusiveBetween(1, 60);
        RuleFor(options => options.QuickTestMonths).InclusiveBetween(1, 36);
    }
}
