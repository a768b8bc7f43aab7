using Assay.Artifacts.Tables;
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
        if (rules.Kind == ImportKind.LeanActions)
        {
            return LeanFolder.Read(path, rules, calendar);
        }

        if (Directory.Exists(path))
        {
            return rules.Kind == ImportKind.Bars ? Folder(declared) : throw new MarketDataException($"{path} is a folder; give a file.");
        }

        if (HoldsBars && ParquetBars.IsParquet(path))
        {
            return Told(ParquetBars.Read(path, rules, options, calendar.ZoneId, out var columns), columns, "Parquet");
        }

        string[] heading = [];
        var form = FormRecognition.Of(path, declared, names => DateColumn(heading = names));
        var data = HoldsBars ? Bars(form, heading) : Other(form);
        return data with { Remarks = [.. RemarksOn(form), .. data.Remarks] };
    }

    private bool HoldsBars => rules.Kind is ImportKind.Bars or ImportKind.Prices;

    private int DateColumn(string[] names)
    {
        var wanted = rules.Kind switch
        {
            ImportKind.Fundamentals or ImportKind.Membership => "known_since",
            ImportKind.Fills => "fill_time",
            ImportKind.Sentiment when !names.Contains(BarColumns.Date, StringComparer.OrdinalIgnoreCase) => "date_et",
            ImportKind.Positions when !names.Contains(BarColumns.Date, StringComparer.OrdinalIgnoreCase) => "as_of",
            _ => null,
        };
        return wanted is null ? BarHeading.DateColumn(names) : Array.FindIndex(names, name => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase));
    }

    private ImportedData Other(TextForm form)
    {
        var name = Path.GetFileName(path);
        using var table = new TextTable(path, form, Dates(form), options);
        return rules.Kind switch
        {
            ImportKind.Closes => WideImport.Closes(table, form, rules, calendar, name),
            ImportKind.Series => WideImport.Series(table, form, rules, calendar, name),
            ImportKind.Fundamentals => new ListImport(table, form, rules, calendar, name).Fundamentals(),
            ImportKind.Membership => new ListImport(table, form, rules, calendar, name).Membership(),
            ImportKind.Sentiment => SentimentImport.Read(table, form, rules, calendar),
            ImportKind.Fills => AccountImport.Fills(table, form, rules, calendar),
            ImportKind.Positions => AccountImport.Positions(table, form, rules, calendar, name),
            _ => throw new ArgumentException($"{rules.Kind} is no kind of a text table.", nameof(form)),
        };
    }

    private ImportedData Bars(TextForm form, string[] names)
    {
        if (!BarHeading.HasPrices(names))
        {
            throw new MarketDataException(
                $"{path} does not name open, high, low and close in its heading, which reads: {ShownText.Heading(names)}; give daily bars, a row per date and symbol, or say what it holds: --prices, --closes, --series, --fundamentals, --membership, --sentiment.");
        }

        if (rules.Symbol is null && !BarHeading.HasSymbol(names))
        {
            throw new MarketDataException($"{path} has no column symbol or Name; add one, or say with --symbol whose bars they are.");
        }

        if (rules.Symbol is not null && BarHeading.HasSymbol(names))
        {
            throw new MarketDataException($"{path} names the symbol of each bar itself; leave out --symbol.");
        }

        return Told(BarImport.Read(path, options, form, Dates(form), rules.Symbol, rules.Kind == ImportKind.Bars, out var heading), heading, form.Describe());
    }

    private ImportedData Told(Table raw, BarHeading heading, string form)
    {
        var dates = raw.Date(BarColumns.Date);
        return new ImportedData(
            [ObservedBars.From(raw, FileKnowledge.OfSessions(rules, calendar), rules.Source)],
            form,
            raw.RowCount,
            raw.Text(BarColumns.Symbol).Dictionary.Length,
            new TradingDate(dates[0]),
            new TradingDate(dates[^1]),
            [
                .. heading.Renamed.Select(renamed => $"In its heading {renamed}."),
                .. heading.PassedOver.Count > 0 ? new[] { $"Columns passed over: {ShownText.Heading(heading.PassedOver)}." } : [],
            ],
            rules.Kind == ImportKind.Prices ? [$"{Path.GetFileName(path)} holds prices without volume: nothing says how many shares can be had."] : []);
    }

    private ImportedData Folder(DeclaredForm declared)
    {
        var remarks = new List<string>();
        var files = SymbolFolders.Files(path, remarks);
        var forms = new SortedSet<string>(StringComparer.Ordinal);
        var rows = 0L;
        var read = new List<(string Symbol, FolderMetadata.FileBars Bars)>();
        var bars = SymbolFolders.Join(
            files,
            (symbol, file) =>
            {
                var form = FormRecognition.Of(file, declared, BarHeading.DateColumn);
                _ = forms.Add(form.Describe());
                remarks.AddRange(RemarksOn(form).Where(remark => !remarks.Contains(remark)));
                var raw = BarImport.Read(file, options, form, Dates(form), symbol, hasVolume: true, out _);
                rows += raw.RowCount;
                var days = raw.Date(BarColumns.Date);
                read.Add((symbol, new FolderMetadata.FileBars(file, raw.RowCount, new TradingDate(days[0]), new TradingDate(days[^1]))));
                return raw;
            },
            FileKnowledge.OfSessions(rules, calendar),
            rules.Source,
            out var repeated);
        var metadata = new FolderMetadata(path, calendar.ZoneId);
        foreach (var group in read.GroupBy(file => file.Symbol, StringComparer.Ordinal))
        {
            metadata.Check(group.Key, [.. group.Select(file => file.Bars)]);
        }

        var dates = bars.Date(BarColumns.Date);
        return new ImportedData(
            [bars],
            string.Join(" and ", forms),
            rows,
            bars.Text(ObservedDataset.Symbol).Dictionary.Length,
            new TradingDate(dates[0]),
            new TradingDate(dates[^1]),
            [
                .. remarks,
                .. repeated == 0 ? Array.Empty<string>() : [FormattableString.Invariant($"{repeated} bars stand in two files alike, and were taken once.")],
                .. metadata.Remarks,
            ],
            metadata.Degraded);
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
