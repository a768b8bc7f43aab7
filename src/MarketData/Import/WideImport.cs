using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>Reads tables with a row per date and a column per symbol or series.</summary>
internal static class WideImport
{
    private const int RevisedSpacingDays = 20;

    /// <summary>Closes alone: bars without open, high, low and volume. A missing cell is no bar.</summary>
    public static ImportedData Closes(TextTable table, TextForm form, ImportRules rules, ExchangeCalendar calendar, string name)
    {
        var known = FileKnowledge.OfSessions(rules, calendar);
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        var data = Read(table, form, name, symbol => Universe.SymbolSpelling.Normalise(symbol), (date, symbol, close) => bars.Add(
            date, known(date), rules.Source, [symbol], [double.NaN, double.NaN, double.NaN, close, double.NaN], table.Line));
        return data with
        {
            Tables = [bars.Build()],
            Degraded = [$"{name} holds closes alone, no open, high, low or volume: a trade cannot be filled at the next open, only at the next close."],
        };
    }

    /// <summary>Macro series. The file dates figures by what they refer to; when they were published must be said.</summary>
    public static ImportedData Series(TextTable table, TextForm form, ImportRules rules, ExchangeCalendar calendar, string name)
    {
        if (rules.KnownAfterHours is null && rules.KnownSince is null)
        {
            throw new MarketDataException(
                $"{name} says what day its figures refer to, not when they were published; say with --known-after how many hours after the start of that day, or with --known-since on which day the file was made.");
        }

        var earliest = rules.KnownSince is { } made ? FileKnowledge.OfList(made, calendar) : DateTimeOffset.MinValue;
        var hours = rules.KnownAfterHours ?? 0;
        var series = new ObservedTableBuilder(ObservedDataset.Series);
        var days = new SortedSet<TradingDate>();
        var data = Read(table, form, name, column => rules.Prefix + column, (date, column, value) =>
        {
            var published = new DateTimeOffset(date.ToDateOnly(), TimeOnly.MinValue, TimeSpan.Zero).AddHours(hours);
            series.Add(date, published > earliest ? published : earliest, rules.Source, [column], [value]);
            _ = days.Add(date);
        });
        var span = data is { First: { } first, Last: { } last } && days.Count > 1 ? (last.DayNumber - first.DayNumber) / (days.Count - 1.0) : 0;
        return data with
        {
            Tables = [series.Build()],
            Degraded = span < RevisedSpacingDays || rules.KnownSince is not null ? [] :
                [$"{name} holds monthly or rarer figures in one vintage: such figures are revised after they are published, and the revisions are not seen apart from what was known first."],
        };
    }

    private static ImportedData Read(TextTable table, TextForm form, string name, Func<string, string> spell, Action<TradingDate, string, double> add)
    {
        var date = BarHeading.DateColumn([.. table.Names]);
        if (date < 0)
        {
            throw new MarketDataException($"{name} has no column date in its heading, which reads: {ShownText.Heading(table.Names)}; add or rename the column.");
        }

        var columns = Enumerable.Range(0, table.Names.Count).Where(column => column != date).Select(column => (column, spell(table.Names[column]))).ToArray();
        if (columns.Length == 0 || columns.GroupBy(column => column.Item2, StringComparer.Ordinal).Any(group => group.Count() > 1 || group.Key.Length == 0))
        {
            throw new MarketDataException($"{name} needs a column of its own, with a name, for each symbol or series; its heading reads: {ShownText.Heading(table.Names)}.");
        }

        var missing = 0L;
        var seen = new HashSet<TradingDate>();
        while (table.Next())
        {
            var day = table.Date(date);
            if (!seen.Add(day))
            {
                throw table.Fault($"repeats the date {day}; remove one of the lines");
            }

            foreach (var (column, symbol) in columns)
            {
                var value = table.Number(column);
                if (double.IsNaN(value))
                {
                    missing++;
                }
                else
                {
                    add(day, symbol, value);
                }
            }
        }

        return new ImportedData(
            [],
            form.Describe(),
            table.Count,
            columns.Length,
            seen.Min(),
            seen.Max(),
            missing == 0 ? [] : [FormattableString.Invariant($"{missing} cells are empty, and say nothing.")],
            []);
    }
}
