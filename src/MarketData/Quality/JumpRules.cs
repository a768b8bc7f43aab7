namespace Assay.MarketData.Quality;

/// <summary>Moves from close to close that neither the day's market nor a corporate action explains, and those among them that look like a split.</summary>
internal static class JumpRules
{
    /// <summary>Shares are seldom merged by less than two to one, while news often lifts a price by half.</summary>
    private const double LeastReverseRatio = 2;

    public static void Warn(RawBars bars, BarHistory history, ActionIndex? actions, QualityOptions options, FindingList findings)
    {
        for (var date = 0; date < bars.DateCount; date++)
        {
            var market = history.MarketReturn[date];
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                var move = history.Returns[row];

                // Undefined returns compare as false.
                if (Math.Abs(move - market) > options.JumpFraction)
                {
                    Judge(bars, history.PreviousClean[row], row, move, market, actions, options, findings);
                }
            }
        }
    }

    private static void Judge(
        RawBars bars, int previous, int row, double move, double market, ActionIndex? actions, QualityOptions options, FindingList findings)
    {
        // Of the actions between the two rows those known on the row's day decide whether it is a jump; what became known later explains it later.
        ActionTerms? terms = null;
        var warnings = 0;
        foreach (var action in actions?.Between(bars.SymbolCode[row], bars.Date[previous], bars.Date[row]) ?? [])
        {
            if (action.KnownOn > bars.Date[row] && warnings == 0)
            {
                if (Explains(terms, bars, previous, row, market, options) is { } inTime)
                {
                    findings.AddExplanation(row, inTime, terms!.KnownAt, 0);
                    return;
                }

                warnings = Report(bars, previous, row, move, market, options, findings);
            }

            terms = terms is null ? action : terms.And(action);
            if (warnings > 0 && Explains(terms, bars, previous, row, market, options) is { } late)
            {
                findings.AddExplanation(row, late, terms.KnownAt, warnings);
                return;
            }
        }

        if (warnings > 0)
        {
            return;
        }

        if (Explains(terms, bars, previous, row, market, options) is { } explained)
        {
            findings.AddExplanation(row, explained, terms!.KnownAt, 0);
        }
        else
        {
            Report(bars, previous, row, move, market, options, findings);
        }
    }

    /// <summary>The return that is left without the actions; null where they do not make it an ordinary one.</summary>
    private static double? Explains(ActionTerms? terms, RawBars bars, int previous, int row, double market, QualityOptions options)
    {
        if (terms is null)
        {
            return null;
        }

        var before = (bars.Close[previous] - terms.Payment) / terms.Ratio;
        var rest = before > 0 ? (bars.Close[row] / before) - 1 : double.NaN;
        return terms.IsOfUnknownWorth || Math.Abs(rest - market) <= options.JumpFraction ? rest : null;
    }

    /// <returns>Number of warnings.</returns>
    private static int Report(RawBars bars, int previous, int row, double move, double market, QualityOptions options, FindingList findings)
    {
        findings.AddRow(QualityRule.Jump, row, move);
        var warnings = 1;
        var atOpen = bars.Numbers[BarColumns.Open][row] / (bars.Close[previous] * (1 + market));
        var atClose = bars.Close[row] / (bars.Close[previous] * (1 + market));
        foreach (var ratio in options.SplitRatios)
        {
            if (IsSplit(atOpen * ratio, atClose * ratio, options.SplitTolerance))
            {
                findings.AddRow(QualityRule.SplitLike, row, ratio);
                warnings++;
            }
            else if (ratio >= LeastReverseRatio && IsSplit(atOpen / ratio, atClose / ratio, options.SplitTolerance))
            {
                findings.AddRow(QualityRule.SplitLike, row, 1 / ratio);
                warnings++;
            }
        }

        return warnings;
    }

    /// <summary>One of open and close stands where the split puts it, the other nearly.</summary>
    private static bool IsSplit(double atOpen, double atClose, double tolerance)
    {
        var open = Math.Abs(atOpen - 1);
        var close = Math.Abs(atClose - 1);
        return Math.Min(open, close) <= tolerance && Math.Max(open, close) <= 2 * tolerance;
    }
}
