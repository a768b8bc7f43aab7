using System.Globalization;
using Assay.Artifacts.Tables;

namespace Assay.MarketData.Quality;

/// <summary>
/// Judges raw bars: wrong rows go to quarantine, suspicious ones are reported and stay, and the data as a whole gets a verdict.
/// A row is taken out only for what can be seen on its own day, so that cleaning does not look ahead.
/// </summary>
public static class QualityGate
{
    private static readonly QualityRule[] QuarantineRules = [.. Enum.GetValues<QualityRule>().Where(rule => rule <= QualityRule.ShortHistory)];

    /// <param name="rawBars">Schema <c>assay.bars.raw/1</c>, in any order.</param>
    /// <param name="options">Thresholds.</param>
    public static QualityResult Inspect(Table rawBars, QualityOptions options)
    {
        var bars = new RawBars(rawBars);
        var broken = RowRules.Judge(bars, options);
        var clean = RowsWhere(broken, isClean: true);
        var quarantined = RowsWhere(broken, isClean: false);
        var coverage = new Coverage(bars, clean);
        var findings = new FindingList(options.MaximumFindingsPerRule);
        ReportQuarantined(bars, broken, quarantined, findings);
        HistoryRules.Warn(bars, broken, options.JumpFraction, findings);
        if (coverage.SessionCount > 0 && coverage.LastSessions.All(last => last >= coverage.SessionCount - 1 - options.SurvivorEndSessions))
        {
            findings.Add(QualityRule.SurvivorshipBiasNotControlled, null, null, value: coverage.LastSessions.Count);
        }

        findings.Add(QualityRule.PriceReturnsOnly, null, null);
        return new QualityResult(
            CleanTable(bars, clean),
            QuarantineTable(bars, broken, quarantined),
            Report(bars, clean.Length, coverage, findings, options));
    }

    private static int[] RowsWhere(uint[] broken, bool isClean)
    {
        var rows = new int[broken.Count(rules => rules == 0 == isClean)];
        var count = 0;
        for (var row = 0; row < broken.Length; row++)
        {
            if (broken[row] == 0 == isClean)
            {
                rows[count++] = row;
            }
        }

        return rows;
    }

    private static void ReportQuarantined(RawBars bars, uint[] broken, int[] quarantined, FindingList findings)
    {
        var reported = new bool[bars.Symbols.Length];
        var rowsOf = new int[bars.Symbols.Length];
        foreach (var row in quarantined.Where(row => bars.SymbolCode[row] >= 0))
        {
            rowsOf[bars.SymbolCode[row]]++;
        }

        foreach (var row in quarantined)
        {
            foreach (var rule in QuarantineRules)
            {
                if ((broken[row] & RowRules.Bit(rule)) == 0)
                {
                    continue;
                }

                if (rule != QualityRule.ShortHistory)
                {
                    findings.Add(rule, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], ValueOf(bars, row, rule));
                }
                else if (!reported[bars.SymbolCode[row]])
                {
                    reported[bars.SymbolCode[row]] = true;
                    findings.Add(rule, bars.SymbolAt(row), bars.DateAt(row), bars.Line[row], rowsOf[bars.SymbolCode[row]]);
                }
            }
        }
    }

    private static double? ValueOf(RawBars bars, int row, QualityRule rule)
    {
        var value = rule switch
        {
            QualityRule.HighBelowLow or QualityRule.HighBelowOpenOrClose => bars.Numbers[BarColumns.High][row],
            QualityRule.LowAboveOpenOrClose => bars.Numbers[BarColumns.Low][row],
            QualityRule.NonPositivePrice => Math.Min(
                Math.Min(bars.Numbers[BarColumns.Open][row], bars.Numbers[BarColumns.High][row]),
                Math.Min(bars.Numbers[BarColumns.Low][row], bars.Close[row])),
            QualityRule.NegativeVolume => bars.Numbers[BarColumns.Volume][row],
            QualityRule.DuplicateConflict or QualityRule.DuplicateRepeat => bars.Close[row],
            _ => double.NaN,
        };
        return double.IsNaN(value) ? null : value;
    }

    private static Table CleanTable(RawBars bars, int[] rows)
    {
        var codes = BarOrder.Take(bars.SymbolCode, rows);
        var symbols = BarOrder.DropUnused(codes, bars.Symbols);
        return BarColumns.CleanTable(BarOrder.Take(bars.Date, rows), codes, symbols, TakeNumbers(bars, rows));
    }

    private static Table QuarantineTable(RawBars bars, uint[] broken, int[] rows)
    {
        var codes = BarOrder.Take(bars.SymbolCode, rows);
        var symbols = BarOrder.DropUnused(codes, bars.Symbols);
        var names = new Dictionary<uint, string>();
        var texts = new string[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var rules = broken[rows[i]];
            if (!names.TryGetValue(rules, out var name))
            {
                name = string.Join(';', QuarantineRules.Where(rule => (rules & RowRules.Bit(rule)) != 0).Select(QualityRuleNames.NameOf));
                names.Add(rules, name);
            }

            texts[i] = name;
        }

        return BarColumns.QuarantineTable(
            BarOrder.Take(bars.Date, rows),
            codes,
            symbols,
            TakeNumbers(bars, rows),
            BarOrder.Take(bars.Line, rows),
            TextColumn.FromTexts("rules", texts));
    }

    private static double[][] TakeNumbers(RawBars bars, int[] rows) => [.. bars.Numbers.Select(values => BarOrder.Take(values, rows))];

    private static QualityReport Report(RawBars bars, int clean, Coverage coverage, FindingList findings, QualityOptions options)
    {
        var quarantinedShare = bars.Count == 0 ? 0 : (bars.Count - clean) / (double)bars.Count;
        var warningShare = bars.Count == 0 ? 0 : findings.RowWarnings / (double)bars.Count;
        var reasons = new List<string>();
        var fails = clean == 0 || quarantinedShare > options.FailAboveQuarantinedShare;
        if (clean == 0)
        {
            reasons.Add("No row is usable.");
        }

        if (quarantinedShare > options.DegradedAboveQuarantinedShare)
        {
            var limit = fails ? options.FailAboveQuarantinedShare : options.DegradedAboveQuarantinedShare;
            reasons.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{bars.Count - clean} of {bars.Count} rows are in quarantine, a share of {quarantinedShare:0.######} where {limit:0.######} is allowed."));
        }

        if (warningShare > options.DegradedAboveWarningShare)
        {
            reasons.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{findings.RowWarnings} warnings on {bars.Count} rows, a share of {warningShare:0.######} where {options.DegradedAboveWarningShare:0.######} is allowed."));
        }

        return new QualityReport
        {
            Verdict = fails ? QualityVerdict.Fail : reasons.Count > 0 ? QualityVerdict.Degraded : QualityVerdict.Pass,
            Reasons = reasons,
            RowsRead = bars.Count,
            RowsClean = clean,
            RowsQuarantined = bars.Count - clean,
            QuarantinedShare = quarantinedShare,
            SymbolsRead = bars.Symbols.Length,
            SymbolsClean = coverage.LastSessions.Count,
            Sessions = coverage.SessionCount,
            FirstDate = coverage.FirstDate,
            LastDate = coverage.LastDate,
            CoverageFraction = coverage.Fraction,
            LowestCoverageDate = coverage.LowestDate,
            LowestCoverageFraction = coverage.LowestFraction,
            Counts = findings.Counts(),
            Findings = findings.Findings(),
        };
    }
}
