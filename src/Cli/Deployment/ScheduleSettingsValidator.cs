using Assay.MarketData.Calendars;
using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges and relations of <see cref="ScheduleSettings"/>.</summary>
internal sealed class ScheduleSettingsValidator : AbstractValidator<ScheduleSettings>
{
    public ScheduleSettingsValidator()
    {
        RuleFor(schedules => schedules.Exchange)
            .Must(exchange => ExchangeCalendars.Ids.Contains(exchange))
            .WithMessage(schedules => $"is '{schedules.Exchange}', but there is only {string.Join(", ", ExchangeCalendars.Ids)}");
        RuleFor(schedules => schedules.Profile)
            .Must(profile => profile is "quick" or "full")
            .WithMessage(schedules => $"is '{schedules.Profile}', but there is only quick or full");
        RuleFor(schedules => schedules.Membership)
            .Null()
            .When(schedules => schedules.Data is null)
            .WithMessage("belongs to a file of bars; give data too");
        RuleFor(schedules => schedules.Daily!).SetValidator(new ScheduledJobValidator()).When(schedules => schedules.Daily is not null);
        RuleFor(schedules => schedules.Daily!)
            .Must(daily => daily.Weekday is null && daily.DayOfMonth is null)
            .When(schedules => schedules.Daily is not null)
            .WithMessage("runs on every session; leave out weekday and dayOfMonth");
        RuleFor(schedules => schedules.Selection!).SetValidator(new ScheduledJobValidator()).When(schedules => schedules.Selection is not null);
        RuleFor(schedules => schedules.Audit!).SetValidator(new ScheduledJobValidator()).When(schedules => schedules.Audit is not null);
        RuleFor(schedules => schedules.Retrain!).SetValidator(new ScheduledJobValidator()).When(schedules => schedules.Retrain is not null);
    }
}
