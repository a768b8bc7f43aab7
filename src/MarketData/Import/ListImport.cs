using System.Text;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Universe;

namespace Assay.MarketData.Import;

/// <summary>Reads lists with a row per symbol, and perhaps the day on which it was known: members with sectors, fundamental figures.</summary>
internal sealed class ListImport
{
    private static readonly string[] KnownSinceNames = ["known_since"];
    private static readonly string[] SymbolNames = ["symbol", "ticker"];
    private static readonly string[] CompanyNames = ["name", "company", "security"];
    private static readonly string[] SectorColumns = ["sector", "gics sector"];

    private readonly TextTable table;
    private readonly TextForm form;
    private readonly ImportRules rules;
    private readonly ExchangeCalendar calendar;
    private readonly string name;
    private readonly int knownSince;
    private readonly int symbol;
    private readonly int company;
    private readonly int sector;

    public ListImport(TextTable table, TextForm form, ImportRules rules, ExchangeCalendar calendar, string name)
    {
        this.table = table;
        this.form = form;
        this.rules = rules;
        this.calendar = calendar;
        this.name = name;
        knownSince = table.Find(KnownSinceNames);
        symbol = table.Require(SymbolNames);
        company = table.Find(CompanyNames);
        sector = table.Find(SectorColumns);
        if (knownSince < 0 && rules.KnownSince is null)
        {
            throw new MarketDataException($"{name} has no column known_since; say with --known-since on which day it was made.");
        }
    }

    /// <summary>Complete lists of members, each of a day.</summary>
    public ImportedData Membership()
    {
        if (sector < 0)
        {
            _ = table.Require(SectorColumns);
        }

        var members = new ObservedTableBuilder(ObservedDataset.Membership);
        var summary = new Summary();
        var rulesOfLists = new MemberRules();
        var unknown = 0;
        while (table.Next())
        {
            var (day, known, share) = Row(summary);
            var group = SectorNames.Normalise(table.Text(sector));
            rulesOfLists.Add(day, table.Text(sector), group);
            unknown += group == SectorNames.Unknown ? 1 : 0;
            members.Add(day, known, rules.Source, [share, company < 0 ? null : table.TextOrNull(company), group], []);
        }

        var passedOver = Enumerable.Range(0, table.Names.Count).Where(column => column != knownSince && column != symbol && column != company && column != sector).ToArray();
        string[] remarks = [.. unknown == 0 ? [] : new[] { FormattableString.Invariant($"{unknown} rows name no sector, or none that can be one.") }, .. rulesOfLists.Remarks()];
        return Told(summary, members.Build(), passedOver, remarks, []);
    }

    /// <summary>Fundamental figures: every column of numbers is a field. A missing cell states that the figure is missing then.</summary>
    public ImportedData Fundamentals()
    {
        var rows = new List<(TradingDate Day, DateTimeOffset Known, string Symbol, double[] Values, string?[] Texts, long Line)>();
        var columns = Enumerable.Range(0, table.Names.Count).Where(column => column != knownSince && column != symbol && column != company && column != sector).ToArray();
        var summary = new Summary();
        var shifted = new List<string>();
        while (table.Next())
        {
            var (day, known, share) = Row(summary);
            if (sector >= 0 && table.IsNumber(sector))
            {
                shifted.Add(FormattableString.Invariant($"{share} in line {table.Line}"));
                continue;
            }

            rows.Add((
                day,
                known,
                share,
                [.. columns.Select(column => table.IsNumber(column) ? table.Number(column) : double.NaN)],
                [.. columns.Select(column => table.IsNumber(column) ? null : table.TextOrNull(column))],
                table.Line));
        }

        var fields = new List<int>();
        for (var i = 0; i < columns.Length; i++)
        {
            var numbers = rows.Count(row => !double.IsNaN(row.Values[i]));
            var text = rows.FirstOrDefault(row => row.Texts[i] is not null);
            if (numbers > 0 && text.Texts is not null)
            {
                throw new MarketDataException(FormattableString.Invariant(
                    $"{name}, line {text.Line} has '{ShownText.Shorten(text.Texts[i]!)}' in column {table.Names[columns[i]]}, which is not a number, while other lines have numbers there; correct the line."));
            }

            if (numbers > 0)
            {
                fields.Add(i);
            }
        }

        if (fields.Count == 0)
        {
            throw new MarketDataException($"{name} has no column of numbers; give a table with a row per symbol and a column per figure.");
        }

        var names = fields.ConvertAll(field => FieldName(table.Names[columns[field]]));
        if (Enumerable.Range(0, names.Count).FirstOrDefault(field => names.IndexOf(names[field]) < field) is > 0 and var second)
        {
            throw new MarketDataException(
                $"{name} has two columns for the figure {names[second]} ({table.Names[columns[fields[names.IndexOf(names[second])]]]}, {table.Names[columns[fields[second]]]}); leave one.");
        }

        var figures = new ObservedTableBuilder(ObservedDataset.Fundamentals);
        foreach (var row in rows)
        {
            for (var field = 0; field < fields.Count; field++)
            {
                figures.Add(row.Day, row.Known, rules.Source, [row.Symbol, names[field]], [row.Values[fields[field]]]);
            }
        }

        int[] passedOver = [.. columns.Where((_, index) => !fields.Contains(index))];
        var (remarks, wrong) = FigureRules.Of(name, names, rows.ConvertAll(row => fields.ConvertAll(field => row.Values[field]).ToArray()));
        var left = FormattableString.Invariant($"{shifted.Count} rows of {name} have a number for a sector, so their columns are shifted and were left out: {ShownText.Heading(shifted)}.");
        return Told(summary, figures.Build(), passedOver, remarks, shifted.Count == 0 ? wrong : [left, .. wrong]);
    }

    /// <summary>A heading as the name of a field: small letters, digits and underscores.</summary>
    internal static string FieldName(string heading)
    {
        var field = new StringBuilder(heading.Length);
        foreach (var letter in heading.Trim().ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                _ = field.Append(letter);
            }
            else if (field.Length > 0 && field[^1] != '_')
            {
                _ = field.Append('_');
            }
        }

        return field.ToString().TrimEnd('_');
    }

    private (TradingDate Day, DateTimeOffset Known, string Symbol) Row(Summary summary)
    {
        var day = knownSince >= 0 ? table.Date(knownSince) : rules.KnownSince!.Value;
        var share = table.Symbol(symbol);
        return summary.TryAdd(day, share, table.Line, out var earlier)
            ? (day, FileKnowledge.OfList(knownSince >= 0 && rules.KnownSince is { } made && made > day ? made : day, calendar), share)
            : throw table.Fault(FormattableString.Invariant($"repeats {share} of line {earlier} within one day's list; remove one"));
    }

    private ImportedData Told(Summary summary, Table observed, int[] passedOver, IReadOnlyList<string> remarks, IReadOnlyList<string> degraded) => new(
        [observed],
        form.Describe(),
        table.Count,
        summary.Symbols,
        summary.First,
        summary.Last,
        passedOver.Length == 0 ? remarks : [.. remarks, $"Columns passed over: {ShownText.Heading(passedOver.Select(column => table.Names[column]))}."],
        degraded);

    /// <summary>Which rows were seen.</summary>
    private sealed class Summary
    {
        private readonly Dictionary<(TradingDate Day, string Symbol), long> lines = [];

        public int Symbols => lines.Keys.Select(key => key.Symbol).Distinct(StringComparer.Ordinal).Count();

        public TradingDate? First => lines.Count == 0 ? null : lines.Keys.Min(key => key.Day);

        public TradingDate? Last => lines.Count == 0 ? null : lines.Keys.Max(key => key.Day);

        public bool TryAdd(TradingDate day, string symbol, long line, out long earlier)
        {
            earlier = lines.GetValueOrDefault((day, symbol));
            return lines.TryAdd((day, symbol), line);
        }
    }
}
