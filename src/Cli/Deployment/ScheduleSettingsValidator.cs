using Assay.Cli.Commands;
using Assay.MarketData.Calendars;
using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges and relations of <see cref="ScheduleSettings"/>.</summary>
internal sealed class ScheduleSettingsValidator : AbstractValidator<ScheduleSettings>
{
    private static readonly string[] Datasets = ["bars", "actions", "fundamentals", "series", "sentiment"];

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
        RuleFor(schedules => schedules.Fetch!).SetValidator(new ScheduledJobValidator()).When(schedules => schedules.Fetch is not null);
        RuleFor(schedules => schedules.Fetch)
            .Must(fetch => fetch is null)
            .When(schedules => schedules.Data?.StartsWith(SnapshotChoice.Prefix, StringComparison.Ordinal) != true)
            .WithMessage("adds to a snapshot; give data as snapshot:NAME");
        RuleFor(schedules => schedules.Fetch!)
            .Must((schedules, fetch) => string.CompareOrdinal(fetch.At, schedules.Daily!.At) < 0)
            .When(schedules => schedules.Fetch is { Weekday: null, DayOfMonth: null } && schedules.Daily is not null)
            .WithMessage("starts after the daily run, which then reads the day before; give an earlier time");
        RuleFor(schedules => schedules.FetchDatasets)
            .Must(datasets => datasets.Count > 0 && datasets.All(Datasets.Contains) && datasets.Distinct(StringComparer.Ordinal).Count() == datasets.Count)
            .WithMessage($"must name some of {string.Join(", ", Datasets)}, each once");
        RuleFor(schedules => schedules.FetchSymbols)
            .Must(symbols => symbols is "known" or "members")
            .WithMessage(schedules => $"is '{schedules.FetchSymbols}', but there is only known or members");
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
