using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>
/// Reads files of market data into observed tables. Form and columns are recognised and told; what a file leaves open, a person must declare.
/// </summary>
public sealed class MarketImport
{
    private readonly string path;
    private readonly ImportRules rules;
    private readonly ImportOptions options;
    private readonly ExchangeCalendar calendar;

    private MarketImport(string path, ImportRules rules, ImportOptions options, ExchangeCalendar calendar)
    {
        this.path = path;
        this.rules = rules;
        this.options = options;
        this.calendar = calendar;
    }

    /// <param name="path">The file.</param>
    /// <param name="rules">What a person says of it.</param>
    /// <param name="options">Missing texts and limits.</param>
    /// <param name="calendar">Of the exchange whose days these are.</param>
    /// <exception cref="MarketDataException">The file cannot be used; the message says why, where, and what to do.</exception>
    public static ImportedData Read(string path, ImportRules rules, ImportOptions options, ExchangeCalendar calendar)
    {
        var import = new MarketImport(path, rules, options, calendar);
        try
        {
            return import.Read(rules.Form);
        }
        catch (MarketDataException fault) when (fault.IsOfEncoding && rules.Form.Encoding is null)
        {
            // The head of the file was UTF-8, but a later line is not.
            return import.Read(rules.Form with { Encoding = TextEncoding.Windows1252 });
        }
    }

    private ImportedData Read(DeclaredForm declared)
    {
        string[] heading = [];
        var form = FormRecognition.Of(path, declared, names => BarHeading.DateColumn(heading = names));
        var data = Bars(form, heading);
        return data with { Remarks = [.. RemarksOn(form), .. data.Remarks] };
    }

    private ImportedData Bars(TextForm form, string[] names)
    {
        if (!BarHeading.HasPrices(names))
        {
            throw new MarketDataException(
                $"{path} does not name open, high, low and close in its heading, which reads: {ShownText.Heading(names)}; give daily bars, a row per date and symbol.");
        }

        if (rules.Symbol is null && !BarHeading.HasSymbol(names))
        {
            throw new MarketDataException($"{path} has no column symbol or Name; add one, or say with --symbol whose bars they are.");
        }

        if (rules.Symbol is not null && BarHeading.HasSymbol(names))
        {
            throw new MarketDataException($"{path} names the symbol of each bar itself; leave out --symbol.");
        }

        var raw = BarImport.Read(path, options, form, Dates(form), rules.Symbol, out var heading);
        var dates = raw.Date(BarColumns.Date);
        return new ImportedData(
            [ObservedBars.From(raw, FileKnowledge.OfSessions(rules, calendar), rules.Source)],
            form.Describe(),
            raw.RowCount,
            raw.Text(BarColumns.Symbol).Dictionary.Length,
            new TradingDate(dates[0]),
            new TradingDate(dates[^1]),
            [
                .. heading.Renamed.Select(renamed => $"In its heading {renamed}."),
                .. heading.PassedOver.Count > 0 ? new[] { $"Columns passed over: {ShownText.Heading(heading.PassedOver)}." } : [],
            ],
            []);
    }

    private DateReader Dates(TextForm form) => new(form.Dates, rules.Form.Zone, form.Dates.HasTime ? calendar.ZoneId : null);

    private IEnumerable<string> RemarksOn(TextForm form)
    {
        if (form.Encoding == TextEncoding.Windows1252 && rules.Form.Encoding is null)
        {
            yield return "It is not UTF-8 and was read as Windows-1252; say another encoding with --encoding where names look wrong.";
        }

        if (form.Dates.HasTime)
        {
            yield return $"Its dates have a time of day: midnight means the day that it names, any other time the day at the exchange ({calendar.ZoneId}).";
        }

        if (form.Dates.Order != DateOrder.YearMonthDay && rules.Form.DateOrder is null)
        {
            yield return $"Its dates were recognised as {form.Dates}.";
        }
    }
}
