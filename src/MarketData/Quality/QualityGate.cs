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
    /// <param name="context">What may be known beside the bars; nothing by default.</param>
    public static QualityResult Inspect(Table rawBars, QualityOptions options, QualityContext? context = null)
    {
        context ??= QualityContext.None;
        var bars = new RawBars(rawBars, context.KnownAt);
        var broken = RowRules.Judge(bars, options, context.Calendar);
        var clean = RowsWhere(broken, isClean: true);
        var quarantined = RowsWhere(broken, isClean: false);
        var coverage = new Coverage(bars, clean);
        var findings = new FindingList(bars, context.Calendar, options.MaximumFindingsPerRule);
        ReportQuarantined(bars, broken, quarantined, findings);
        var history = new BarHistory(bars, broken);
        HistoryRules.Warn(bars, history, options, findings);
        EchoRules.Warn(bars, history, options, findings);
        JumpRules.Warn(bars, history, context.Actions is null ? null : new ActionIndex(bars, context.Actions), options, findings);
        PrintRules.Warn(bars, history, options, findings);
        OrderRules.Warn(bars, history, findings);
        VolumeRules.Warn(bars, history, options, findings);
        SessionRules.Warn(bars, history, context.Calendar, options, findings);
        var compared = context.SecondSource is null ? (0, 0) : SecondSource.Compare(bars, history, context.SecondSource, options, findings);
        var alone = clean.Count(row => RowRules.IsCloseAlone(bars, row));
        if (alone > 0)
        {
            findings.AddWhole(QualityRule.ClosesAlone, alone);
        }

        WarnOfUnknownVolumes(bars, clean, findings);

        if (context.Calendar is { } calendar && bars.DatesOutside(calendar.FirstDay, calendar.LastDay) is > 0 and var outside)
        {
            findings.AddWhole(QualityRule.OutsideCalendar, outside);
        }

        var stale = Staleness.Warn(coverage.LastDate, context, findings);
        if (coverage.SessionCount > 0 && coverage.LastSessions.All(last => last >= coverage.SessionCount - 1 - options.SurvivorEndSessions))
        {
            findings.AddWhole(QualityRule.SurvivorshipBiasNotControlled, coverage.LastSessions.Count);
        }

        if (context.Actions is null)
        {
            findings.AddWhole(QualityRule.PriceReturnsOnly);
        }

        return new QualityResult(
            CleanTable(bars, clean),
            QuarantineTable(bars, broken, quarantined),
            QualityReporter.Report(bars, clean.Length, coverage, findings, options, context, stale, compared));
    }

    /// <summary>Names each symbol with whole prices and no volume once, at its first such row.</summary>
    private static void WarnOfUnknownVolumes(RawBars bars, int[] clean, FindingList findings)
    {
        var isNamed = new bool[bars.Symbols.Length];
        foreach (var row in clean)
        {
            if (RowRules.IsVolumeUnknown(bars, row) && !isNamed[bars.SymbolCode[row]])
            {
                isNamed[bars.SymbolCode[row]] = true;
                findings.AddRow(QualityRule.VolumeUnknown, row);
            }
        }
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
                    findings.AddRow(rule, row, ValueOf(bars, row, rule));
                }
                else if (!reported[bars.SymbolCode[row]])
                {
                    reported[bars.SymbolCode[row]] = true;
                    findings.AddRow(rule, row, rowsOf[bars.SymbolCode[row]], bars.Count - 1);
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
}
