using System.Globalization;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Quality;

/// <summary>From counts to a verdict with its reasons, and to the report.</summary>
internal static class QualityReporter
{
    private const int MostSubjects = 20;
    private const int CausesNamed = 3;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static QualityReport Report(
        RawBars bars,
        int clean,
        Coverage coverage,
        FindingList findings,
        QualityOptions options,
        QualityContext context,
        int? staleSessions,
        (int Closes, int Symbols) compared)
    {
        var (verdict, reasons) = Judge(bars.Count, clean, coverage.Fraction, findings, options, context.Calendar, staleSessions, compared.Closes);
        return new QualityReport
        {
            Verdict = verdict,
            Reasons = reasons,
            RowsRead = bars.Count,
            RowsClean = clean,
            RowsQuarantined = bars.Count - clean,
            QuarantinedShare = Share(bars.Count - clean, bars.Count),
            SymbolsRead = bars.Symbols.Length,
            SymbolsClean = coverage.LastSessions.Count,
            Sessions = coverage.SessionCount,
            FirstDate = coverage.FirstDate,
            LastDate = coverage.LastDate,
            CoverageFraction = coverage.Fraction,
            LowestCoverageDate = coverage.LowestDate,
            LowestCoverageFraction = coverage.LowestFraction,
            Calendar = context.Calendar?.Id,
            StaleSessions = staleSessions,
            ClosesCompared = compared.Closes,
            SymbolsCompared = compared.Symbols,
            Months = coverage.Months,
            WorstDates = findings.WorstDates(MostSubjects),
            WorstSymbols = findings.WorstSymbols(MostSubjects),
            Counts = findings.Counts(),
            Findings = findings.Findings(),
        };
    }

    private static (QualityVerdict Verdict, IReadOnlyList<string> Reasons) Judge(
        int rows, int clean, double? covered, FindingList findings, QualityOptions options, ExchangeCalendar? calendar, int? staleSessions, int compared)
    {
        var reasons = new List<string>();
        var quarantined = Share(rows - clean, rows);
        var tooMany = clean == 0 || quarantined > options.FailAboveQuarantinedShare;
        var fails = tooMany || covered < options.FailBelowCoverage;
        if (clean == 0)
        {
            var causes = findings.Counts().Where(count => count.Severity == QualitySeverity.Error).OrderByDescending(count => count.Count).Take(CausesNamed);
            reasons.Add(string.Create(Culture, $"No row is usable ({string.Join(", ", causes.Select(count => string.Create(Culture, $"{QualityRuleNames.NameOf(count.Rule)} {count.Count}")))})."));
        }

        if (quarantined > options.DegradedAboveQuarantinedShare)
        {
            var limit = tooMany ? options.FailAboveQuarantinedShare : options.DegradedAboveQuarantinedShare;
            reasons.Add(string.Create(Culture, $"{rows - clean} of {rows} rows are in quarantine, a share of {quarantined:0.######} where {limit:0.######} is allowed."));
        }

        var warnings = Share(findings.RowWarnings, rows);
        if (warnings > options.DegradedAboveWarningShare)
        {
            reasons.Add(string.Create(
                Culture, $"{findings.RowWarnings} warnings on {rows} rows, a share of {warnings:0.######} where {options.DegradedAboveWarningShare:0.######} is allowed."));
        }

        if (findings.CountOf(QualityRule.ClosesAlone) > 0)
        {
            reasons.Add("Bars are closes alone, without open, high, low and volume: a trade cannot be filled at the next open, only at the next close, and nothing says how many shares can be had.");
        }

        if (findings.CountOf(QualityRule.VolumeUnknown) > 0)
        {
            reasons.Add(string.Create(Culture, $"{findings.CountOf(QualityRule.VolumeUnknown)} symbols have bars without volume: nothing says how many shares can be had."));
        }

        if (findings.CountOf(QualityRule.OutsideCalendar) > 0)
        {
            reasons.Add(string.Create(
                Culture, $"Some dates lie outside the years of the calendar {calendar!.Id}, {calendar.FirstDay} to {calendar.LastDay}: nothing says whether they are sessions, and which are missing."));
        }

        if (covered < options.DegradedBelowCoverage)
        {
            var limit = covered < options.FailBelowCoverage ? options.FailBelowCoverage : options.DegradedBelowCoverage;
            reasons.Add(string.Create(Culture, $"The symbols have clean rows on {covered:0.####} of the sessions of their lives, where {limit:0.####} is needed."));
        }

        if (staleSessions > options.DegradedAboveStaleSessions)
        {
            reasons.Add(string.Create(Culture, $"The data end {staleSessions} sessions before the last one that is over, where {options.DegradedAboveStaleSessions} are allowed."));
        }

        var contradicted = Share(findings.CountOf(QualityRule.ContradictedClose), compared);
        if (contradicted > options.DegradedAboveContradictedShare)
        {
            reasons.Add(string.Create(
                Culture,
                $"{findings.CountOf(QualityRule.ContradictedClose)} of {compared} closes contradict the second source, a share of {contradicted:0.######} where {options.DegradedAboveContradictedShare:0.######} is allowed."));
        }

        return (fails ? QualityVerdict.Fail : reasons.Count > 0 ? QualityVerdict.Degraded : QualityVerdict.Pass, reasons);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
