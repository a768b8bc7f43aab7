using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Quality;

/// <summary>Collects findings in the order in which they become known: counts all, keeps the first of each rule up to a limit.</summary>
internal sealed class FindingList
{
    private static readonly QualityRule[] Rules = Enum.GetValues<QualityRule>();
    private readonly RawBars bars;
    private readonly ExchangeCalendar? calendar;
    private readonly int limit;
    private readonly List<QualityFinding>[] listed = [.. Rules.Select(_ => new List<QualityFinding>())];
    private readonly int[] counts = new int[Rules.Length];
    private readonly Dictionary<int, DateTimeOffset?> closes = [];
    private readonly int[] ofSymbol;
    private readonly Dictionary<int, int> ofDate = [];

    public FindingList(RawBars bars, ExchangeCalendar? calendar, int limit)
    {
        this.bars = bars;
        this.calendar = calendar;
        this.limit = limit;
        ofSymbol = new int[bars.Symbols.Length];
    }

    /// <summary>Warnings about single rows; those about the file as a whole carry no date.</summary>
    public int RowWarnings { get; private set; }

    /// <summary>About a row, known since its day, or since that of a later row which shows it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="row">The row.</param>
    /// <param name="value">The offending number.</param>
    /// <param name="shownBy">The latest row that was looked at.</param>
    public void AddRow(QualityRule rule, int row, double? value, int shownBy)
    {
        Count(rule, bars.SymbolCode[row], bars.Date[row]);
        if (IsListed(rule))
        {
            DateTimeOffset? known = bars.KnownAt is { } instants ? InstantColumn.InstantOf(Math.Max(instants[row], instants[shownBy])) : CloseOf(bars.Date[shownBy]);
            Keep(new QualityFinding(SeverityOf(rule), rule, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], value, bars.DateAt(shownBy), known));
        }
    }

    public void AddRow(QualityRule rule, int row, double? value = null) => AddRow(rule, row, value, row);

    /// <summary>About a day, of a symbol or of all.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="symbolCode">−1 for all.</param>
    /// <param name="date">The day.</param>
    /// <param name="value">The offending number.</param>
    /// <param name="knownOn">The day whose bars show it.</param>
    public void AddDay(QualityRule rule, int symbolCode, int date, double? value, int knownOn)
    {
        Count(rule, symbolCode, date);
        if (IsListed(rule))
        {
            Keep(new QualityFinding(
                SeverityOf(rule), rule, symbolCode < 0 ? null : bars.Symbols[symbolCode], new TradingDate(date), null, value, new TradingDate(knownOn), CloseOf(knownOn)));
        }
    }

    /// <summary>What explains a jump. Where it became known after the jump's warnings, these stay, but no longer weigh.</summary>
    /// <param name="row">The row of the jump.</param>
    /// <param name="value">The return that is left.</param>
    /// <param name="knownAt">Since when the explanation is known, in microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="warnings">Number of warnings that came before it; 0 where it was known on the row's day.</param>
    public void AddExplanation(int row, double value, long knownAt, int warnings)
    {
        if (warnings == 0)
        {
            AddRow(QualityRule.ExplainedJump, row, Finite(value));
            return;
        }

        Count(QualityRule.ExplainedJump, bars.SymbolCode[row], bars.Date[row]);
        RowWarnings -= warnings;
        if (IsListed(QualityRule.ExplainedJump))
        {
            var instant = InstantColumn.InstantOf(knownAt);
            var day = TradingDate.FromDateOnly(DateOnly.FromDateTime(instant.UtcDateTime));
            Keep(new QualityFinding(
                QualitySeverity.Info, QualityRule.ExplainedJump, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], Finite(value), day, instant));
        }
    }

    /// <summary>About the data as a whole.</summary>
    public void AddWhole(QualityRule rule, double? value = null)
    {
        counts[(int)rule]++;
        Keep(new QualityFinding(SeverityOf(rule), rule, null, null, null, value, null, null));
    }

    public int CountOf(QualityRule rule) => counts[(int)rule];

    public IReadOnlyList<QualityRuleCount> Counts() =>
        [.. Rules.Where(rule => counts[(int)rule] > 0)
            .Select(rule => new QualityRuleCount(rule, SeverityOf(rule), counts[(int)rule], listed[(int)rule].Count))];

    public IReadOnlyList<QualityFinding> Findings() =>
    [
        .. listed.SelectMany(findings => findings
            .OrderBy(finding => finding.Date)
            .ThenBy(finding => finding.Symbol, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line)
            .ThenBy(finding => finding.KnownOn)),
    ];

    /// <summary>The symbols with the most errors and warnings, the worst first.</summary>
    public IReadOnlyList<QualitySubjectCount> WorstSymbols(int most) => Worst(
        ofSymbol.Select((count, code) => new QualitySubjectCount(bars.Symbols[code], count)), most);

    /// <summary>The dates with the most errors and warnings, the worst first.</summary>
    public IReadOnlyList<QualitySubjectCount> WorstDates(int most) => Worst(
        ofDate.Select(entry => new QualitySubjectCount(new TradingDate(entry.Key).ToString(), entry.Value)), most);

    private static IReadOnlyList<QualitySubjectCount> Worst(IEnumerable<QualitySubjectCount> counts, int most) =>
        [.. counts.Where(count => count.Count > 0).OrderByDescending(count => count.Count).ThenBy(count => count.Subject, StringComparer.Ordinal).Take(most)];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static QualitySeverity SeverityOf(QualityRule rule) => rule switch
    {
        <= QualityRule.ShortHistory => QualitySeverity.Error,
        >= QualityRule.ExplainedJump => QualitySeverity.Info,
        _ => QualitySeverity.Warning,
    };

    private void Count(QualityRule rule, int symbolCode, int date)
    {
        counts[(int)rule]++;
        var severity = SeverityOf(rule);
        if (severity == QualitySeverity.Info)
        {
            return;
        }

        RowWarnings += severity == QualitySeverity.Warning ? 1 : 0;
        ofDate[date] = ofDate.GetValueOrDefault(date) + 1;
        if (symbolCode >= 0)
        {
            ofSymbol[symbolCode]++;
        }
    }

    /// <summary>The finding that was just counted is listed while there is room.</summary>
    private bool IsListed(QualityRule rule) => counts[(int)rule] <= limit;

    private void Keep(QualityFinding finding) => listed[(int)finding.Rule].Add(finding);

    private DateTimeOffset? CloseOf(int day)
    {
        if (calendar is null)
        {
            return null;
        }

        if (!closes.TryGetValue(day, out var close))
        {
            var date = new TradingDate(day);
            close = date >= calendar.FirstDay && date <= calendar.LastDay && calendar.IsSession(date) ? calendar.Session(date).Close : null;
            closes.Add(day, close);
        }

        return close;
    }
}
