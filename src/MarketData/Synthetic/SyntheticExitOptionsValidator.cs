using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticExitOptions"/> states.</summary>
public sealed class SyntheticExitOptionsValidator : AbstractValidator<SyntheticExitOptions>
{
    private const int LongestSessions = 252;

    public SyntheticExitOptionsValidator()
    {
        RuleFor(options => options.FailureFraction).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.DeclineSessions).InclusiveBetween(1, LongestSessions);
        RuleFor(options => options.Decline).GreaterThan(0.0).LessThan(1.0);
        RuleFor(options => options.Recovery).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.TakeoverPremium).InclusiveBetween(0.0, 2.0);
        RuleFor(options => options.TakeoverSessions).InclusiveBetween(1, LongestSessions);
        RuleFor(options => options.TakeoverMultiple).InclusiveBetween(0.0, 1.0);
    }
}
