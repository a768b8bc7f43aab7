using System.Globalization;
using Assay.Cli.Schedules;
using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges and relations of <see cref="ScheduledJob"/>.</summary>
internal sealed class ScheduledJobValidator : AbstractValidator<ScheduledJob>
{
    public ScheduledJobValidator()
    {
        RuleFor(job => job.At)
            .Must(at => TimeOnly.TryParseExact(at, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .WithMessage("must be a time of day, such as '17:30'");
        RuleFor(job => job.Weekday)
            .Must(day => ScheduleWords.Weekday(day!) is not null)
            .When(job => job.Weekday is not null)
            .WithMessage("must be one of monday to sunday");
        RuleFor(job => job.DayOfMonth)
            .InclusiveBetween(1, 28)
            .When(job => job.DayOfMonth is not null);
        RuleFor(job => job.DayOfMonth)
            .Null()
            .When(job => job.Weekday is not null)
            .WithMessage("cannot stand beside weekday; leave out one of them");
        RuleFor(job => job.Overlap)
            .Must(overlap => ScheduleWords.Overlap(overlap) is not null)
            .WithMessage(job => $"is '{job.Overlap}', but there is only {string.Join(", ", ScheduleWords.Overlaps)}");
        RuleFor(job => job.CatchUpHours).InclusiveBetween(1, 168);
        RuleFor(job => job.Paused)
            .Must(reason => !string.IsNullOrWhiteSpace(reason))
            .When(job => job.Paused is not null)
            .WithMessage("must say why, or be left out");
    }
}
