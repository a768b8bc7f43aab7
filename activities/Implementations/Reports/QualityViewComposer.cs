using System.Globalization;
using Assay.MarketData.Quality;
using Assay.Reporting.Pages;

namespace Assay.Activities.Reports;

/// <summary>From the gate's result to what its page shows.</summary>
public static class QualityViewComposer
{
    private const int MostSymbols = 80;
    private const int MostFindings = 300;
    private const int MostFindingsPerRule = 40;

    /// <param name="subject">The file or snapshot, for people.</param>
    /// <param name="result">What the gate made of it.</param>
    /// <param name="remarks">What else is to be known of the data, a sentence each.</param>
    /// <param name="synthetic">True where any of it is generated.</param>
    public static QualityView Compose(string subject, QualityResult result, IReadOnlyList<string> remarks, bool synthetic)
    {
        var report = result.Report;
        var grid = CoverageGrid.Of(result.Bars);
        var incomplete = Enumerable.Range(0, grid.Symbols.Count)
            .Where(symbol => grid.Missing[symbol] > 0)
            .OrderByDescending(symbol => grid.Missing[symbol])
            .Take(MostSymbols)
            .ToList();
        var whole = grid.Missing.Count(missing => missing == 0);
        var shown = Shown(report);
        return new QualityView
        {
            Subject = subject,
            Synthetic = synthetic,
            Verdict = Sentence(report),
            Reasons = report.Reasons,
            Remarks = remarks,
            Facts = Facts(report),
            Counts = ReportTables.Findings(report),
            Months = grid.Months,
            CoverageRows = ["all", .. incomplete.Select(symbol => grid.Symbols[symbol])],
            Coverage =
            [
                [.. report.Months.Select(month => month.Expected > 0 ? month.Present / (double)month.Expected : (double?)null)],
                .. incomplete.Select(symbol => grid.Fractions[symbol]),
            ],
            CoverageNote = Text(
                $"{whole:n0} of {grid.Symbols.Count:n0} symbols have a clean bar on every session of their lives. Below: all together, and the {incomplete.Count:n0} least complete. Blue: every session; from yellow over orange to dark red: ever fewer."),
            Worst = Worst(report),
            Findings = new PageTable(
                ["severity", "rule", "symbol", "date", "known on", "line", "value"],
                shown.Count == 0 ? [["none", string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty]] : [.. shown.Select(Row)],
                5),
            FindingsNote = Text(
                $"{shown.Count:n0} of {report.Counts.Sum(count => count.Count):n0} findings: the gravest first, at most {MostFindingsPerRule} of a rule. The report as JSON has more. What is known only on a later day changes no decision before it."),
        };
    }

    /// <summary>The verdict in a sentence.</summary>
    public static string Sentence(QualityReport report) => report.Verdict switch
    {
        QualityVerdict.Pass => "The data pass.",
        QualityVerdict.Degraded => "The data can be used, but are degraded; later gates see it and the audit flags it.",
        _ => "The data fail and should not be used.",
    };

    private static List<(string Name, string Value)> Facts(QualityReport report) =>
    [
        ("bars", Text($"{report.RowsRead:n0} of {report.SymbolsRead:n0} symbols")),
        ("clean", Text($"{report.RowsClean:n0} of {report.SymbolsClean:n0} symbols, {report.RowsQuarantined:n0} in quarantine")),
        ("sessions", Text($"{report.Sessions:n0}, {report.FirstDate?.ToString() ?? "none"} to {report.LastDate?.ToString() ?? "none"}")),
        ("coverage", Text($"{report.CoverageFraction:p3}, lowest {report.LowestCoverageFraction:p1} on {report.LowestCoverageDate?.ToString() ?? "no day"}")),
        ("calendar", report.Calendar ?? "none"),
        .. report.StaleSessions is { } stale ? new[] { ("behind", Text($"{stale:n0} sessions")) } : [],
        .. report.ClosesCompared > 0 ? new[] { ("second source", Text($"{report.ClosesCompared:n0} closes of {report.SymbolsCompared:n0} symbols compared")) } : [],
    ];

    private static PageTable Worst(QualityReport report)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var place = 0; place < Math.Max(report.WorstDates.Count, report.WorstSymbols.Count); place++)
        {
            var (date, symbol) = (report.WorstDates.ElementAtOrDefault(place), report.WorstSymbols.ElementAtOrDefault(place));
            rows.Add([date?.Subject ?? string.Empty, Text($"{date?.Count:n0}"), symbol?.Subject ?? string.Empty, Text($"{symbol?.Count:n0}")]);
        }

        return new PageTable(["date", "errors and warnings", "symbol", "errors and warnings"], rows.Count == 0 ? [["none", string.Empty, "none", string.Empty]] : rows, 4);
    }

    private static List<QualityFinding> Shown(QualityReport report) =>
    [
        .. report.Findings
            .GroupBy(finding => finding.Rule)
            .SelectMany(findings => findings.OrderByDescending(finding => Math.Abs(finding.Value ?? 0)).ThenBy(finding => finding.Date).ThenBy(finding => finding.Symbol, StringComparer.Ordinal).Take(MostFindingsPerRule))
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Rule)
            .Take(MostFindings),
    ];

    private static IReadOnlyList<string> Row(QualityFinding finding) =>
    [
        ReportTables.Words(ReportTables.NameOf(finding.Severity)),
        ReportTables.Words(ReportTables.NameOf(finding.Rule)),
        finding.Symbol ?? string.Empty,
        finding.Date?.ToString() ?? string.Empty,
        finding.KnownOn?.ToString() ?? string.Empty,
        Text($"{finding.Line}"),
        Text($"{finding.Value:g6}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
