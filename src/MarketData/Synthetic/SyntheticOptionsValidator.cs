using Assay.Domain;
using Assay.MarketData.Calendars;
using FluentValidation;

namespace Assay.MarketData.Synthetic;

/// <summary>Checks the ranges that <see cref="SyntheticOptions"/> states.</summary>
public sealed class SyntheticOptionsValidator : AbstractValidator<SyntheticOptions>
{
    private const double StrongestIc = 0.06;
    private const int WeightCount = 3;

    public SyntheticOptionsValidator()
    {
        RuleFor(options => options.Symbols).InclusiveBetween(10, 5_000);
        RuleFor(options => options.Sessions).InclusiveBetween(300, 20_000);
        RuleFor(options => options.StartDate)
            .Must(text => TradingDate.TryParse(text, out _))
            .WithMessage("must be a date of the form yyyy-MM-dd");
        RuleFor(options => options.Sectors)
            .Must((options, sectors) => sectors.Count >= 1 && sectors.Count <= options.Symbols)
            .WithMessage("must be at least one, and at most one per symbol");
        RuleForEach(options => options.Sectors).NotEmpty();
        SignalRules();
        RuleFor(options => options.Calm).SetValidator(new SyntheticRegimeOptionsValidator());
        RuleFor(options => options.Stressed).SetValidator(new SyntheticRegimeOptionsValidator());
        RuleFor(options => options.BetaSpread).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.SectorVolatility).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.LowestSpecificVolatility).GreaterThan(0.0).LessThanOrEqualTo(2.0);
        RuleFor(options => options.HighestSpecificVolatility)
            .GreaterThanOrEqualTo(options => options.LowestSpecificVolatility)
            .LessThanOrEqualTo(2.0);
        RuleFor(options => options.TailDegreesOfFreedom).InclusiveBetween(3, 100);
        RuleFor(options => options.OvernightShare).GreaterThan(0.0).LessThan(1.0);
        RuleFor(options => options.LateListings).GreaterThanOrEqualTo(0);
        RuleFor(options => options.Delistings).GreaterThanOrEqualTo(0);
        RuleFor(options => options)
            .Must(options => 2L * ((long)options.LateListings + options.Delistings) <= options.Symbols)
            .WithName(nameof(SyntheticOptions.LateListings))
            .WithMessage("late listings and delistings together may be at most half of the symbols");
        RuleFor(options => options.LowestPrice).GreaterThan(0.0);
        RuleFor(options => options.FirstPrice).GreaterThan(options => 2 * options.LowestPrice).LessThan(1e6);
        RuleFor(options => options.LowestDollarVolume).GreaterThan(0.0);
        RuleFor(options => options.HighestDollarVolume).GreaterThanOrEqualTo(options => options.LowestDollarVolume).LessThan(1e15);
        RuleFor(options => options.MembershipIntervalSessions).InclusiveBetween(1, 504);
        FurtherRules();
    }

    private void FurtherRules()
    {
        RuleFor(options => options.Calendar)
            .Must(id => id is null || ExchangeCalendars.Ids.Contains(id))
            .WithMessage($"must be one of {string.Join(", ", ExchangeCalendars.Ids)}, or absent");
        RuleFor(options => options.VolatilityVolumeLoading).InclusiveBetween(0.0, 3.0);
        RuleFor(options => options.Styles)
            .Must(styles => styles is null || styles.DistinctBy(style => style.Name, StringComparer.Ordinal).Count() == styles.Count)
            .WithMessage("must not name a style twice");
        RuleForEach(options => options.Styles).SetValidator(new SyntheticStyleOptionsValidator());
        RuleFor(options => options.Earnings!).SetValidator(new SyntheticEarningsOptionsValidator()).When(options => options.Earnings is not null);
        RuleFor(options => options.Actions!).SetValidator(new SyntheticActionOptionsValidator()).When(options => options.Actions is not null);
        RuleFor(options => options.Exits!).SetValidator(new SyntheticExitOptionsValidator()).When(options => options.Exits is not null);
        RuleFor(options => options.Defects!).SetValidator(new SyntheticDefectOptionsValidator()).When(options => options.Defects is not null);
    }

    private void SignalRules()
    {
        RuleFor(options => options.SignalIc).InclusiveBetween(0.0, StrongestIc);
        RuleFor(options => options.SignalHalfLifeSessions).InclusiveBetween(5, 500);
        RuleFor(options => options.SignalReturnCorrelation).GreaterThanOrEqualTo(0.0).LessThan(1.0);
        RuleFor(options => options.SignalVolumeLoading).InclusiveBetween(0.0, 2.0);
        RuleFor(options => options.SignalVolatilityLoading).InclusiveBetween(0.0, 1.0);
        RuleFor(options => options.SignalWeights)
            .Must(weights => weights.Count == WeightCount && weights.All(double.IsFinite) && weights.Any(weight => weight != 0))
            .WithMessage("must be three finite numbers, not all 0");
    }
}
