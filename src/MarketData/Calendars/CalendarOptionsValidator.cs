using Assay.Domain;
using FluentValidation;

namespace Assay.MarketData.Calendars;

/// <summary>Checks that every announcement names a known exchange and says something new of a day that its calendar covers.</summary>
public sealed class CalendarOptionsValidator : AbstractValidator<CalendarOptions>
{
    // The longest such stretch of the known years has 139 days.
    private const int LongestWithoutHolidayDays = 150;
    private const string DateForm = "must be a date of the form yyyy-MM-dd";

    public CalendarOptionsValidator()
    {
        RuleForEach(options => options.Closures).ChildRules(closure =>
        {
            closure.RuleFor(entry => entry.Exchange).Must(Known).WithMessage(KnownOnes());
            closure.RuleFor(entry => entry.Date).Must(IsDate).WithMessage(DateForm);
            closure.RuleFor(entry => entry.Reason).NotEmpty();
        });
        RuleForEach(options => options.SpecialHours).ChildRules(hours =>
        {
            hours.RuleFor(entry => entry.Exchange).Must(Known).WithMessage(KnownOnes());
            hours.RuleFor(entry => entry.Date).Must(IsDate).WithMessage(DateForm);
            hours.RuleFor(entry => entry.Open).Must(text => ClockText.TryParse(text, out _)).WithMessage("must be a local time of the form HH:mm");
            hours.RuleFor(entry => entry.Close)
                .Must((entry, text) => ClockText.TryParse(text, out var close) && !(ClockText.TryParse(entry.Open, out var open) && open >= close))
                .WithMessage("must be a local time of the form HH:mm, after the opening");
            hours.RuleFor(entry => entry.Reason).NotEmpty();
        });
        RuleForEach(options => options.Coverage).ChildRules(coverage =>
        {
            coverage.RuleFor(entry => entry.Exchange).Must(exchange => exchange == ExchangeCalendars.IndiaId)
                .WithMessage($"must be {ExchangeCalendars.IndiaId}: the other calendars follow rules");
            coverage.RuleFor(entry => entry.LastDay)
                .Must((entry, text) => TradingDate.TryParse(text, out var last) && !(Known(entry.Exchange) && last <= ExchangeCalendars.Find(entry.Exchange).LastDay))
                .WithMessage("must be a date of the form yyyy-MM-dd after the last day that the calendar covers already");
            coverage.RuleFor(entry => entry.Source).NotEmpty();
        });
        RuleFor(options => options.Coverage).Must(entries => entries.DistinctBy(entry => entry.Exchange).Count() == entries.Count)
            .WithMessage("must name each exchange once");
        RuleFor(options => options).Custom(CheckDates).When(FormsAreRight);
    }

    private static void CheckDates(CalendarOptions options, ValidationContext<CalendarOptions> context)
    {
        var announced = new HashSet<(string Exchange, string Date)>();
        foreach (var closure in options.Closures)
        {
            CheckDate(options, nameof(CalendarOptions.Closures), closure.Exchange, closure.Date, context);
            var calendar = ExchangeCalendars.Find(closure.Exchange);
            var date = TradingDate.Parse(closure.Date);
            var covered = date >= calendar.FirstDay && date <= calendar.LastDay;
            if (covered ? !calendar.IsSession(date) : YearDays.IsWeekend(date))
            {
                context.AddFailure(nameof(CalendarOptions.Closures), $"{closure.Exchange} is closed on {closure.Date} without being told");
            }

            AddOnce(announced, nameof(CalendarOptions.Closures), closure.Exchange, closure.Date, context);
        }

        foreach (var hours in options.SpecialHours)
        {
            CheckDate(options, nameof(CalendarOptions.SpecialHours), hours.Exchange, hours.Date, context);
            AddOnce(announced, nameof(CalendarOptions.SpecialHours), hours.Exchange, hours.Date, context);
        }

        foreach (var coverage in options.Coverage)
        {
            CheckHolidays(options, coverage, context);
        }
    }

    private static void CheckHolidays(CalendarOptions options, AnnouncedCoverage coverage, ValidationContext<CalendarOptions> context)
    {
        var known = ExchangeCalendars.Find(coverage.Exchange).LastDay;
        var added = TradingDate.Parse(coverage.LastDay).DayNumber - known.DayNumber;
        if (added > LongestWithoutHolidayDays && !options.Closures.Any(entry => entry.Exchange == coverage.Exchange && TradingDate.Parse(entry.Date) > known))
        {
            context.AddFailure(nameof(CalendarOptions.Coverage), $"{coverage.Exchange} to {coverage.LastDay} adds {added} days without one holiday among the closures");
        }
    }

    private static void CheckDate(CalendarOptions options, string list, string exchange, string text, ValidationContext<CalendarOptions> context)
    {
        var calendar = ExchangeCalendars.Find(exchange);
        var added = options.Coverage.FirstOrDefault(entry => entry.Exchange == exchange);
        var last = added is null ? calendar.LastDay : TradingDate.Parse(added.LastDay);
        var date = TradingDate.Parse(text);
        if (date < calendar.FirstDay || date > last)
        {
            context.AddFailure(list, $"{text} lies outside the days that {exchange} covers, {calendar.FirstDay} to {last}");
        }
    }

    private static void AddOnce(HashSet<(string Exchange, string Date)> announced, string list, string exchange, string date, ValidationContext<CalendarOptions> context)
    {
        if (!announced.Add((exchange, date)))
        {
            context.AddFailure(list, $"{exchange} on {date} is announced twice");
        }
    }

    private static bool FormsAreRight(CalendarOptions options) =>
        options.Closures.All(entry => Known(entry.Exchange) && IsDate(entry.Date))
        && options.SpecialHours.All(entry => Known(entry.Exchange) && IsDate(entry.Date))
        && options.Coverage.All(entry => IsDate(entry.LastDay));

    private static bool Known(string exchange) => ExchangeCalendars.Ids.Contains(exchange, StringComparer.Ordinal);

    private static bool IsDate(string text) => TradingDate.TryParse(text, out _);

    private static string KnownOnes() => $"must be one of {string.Join(", ", ExchangeCalendars.Ids)}";
}
