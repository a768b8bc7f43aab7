namespace Assay.MarketData.Quality;

/// <summary>Gaps and repeated bars in a symbol's life.</summary>
internal static class HistoryRules
{
    public static void Warn(RawBars bars, BarHistory history, QualityOptions options, FindingList findings)
    {
        var volumes = bars.Numbers[BarColumns.Volume];
        var session = new int[bars.Symbols.Length];
        for (var date = 0; date < bars.DateCount; date++)
        {
            var frozen = 0;
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                if (!history.IsOnSession(date, row))
                {
                    continue;
                }

                var symbol = bars.SymbolCode[row];
                if (history.Previous[row] is >= 0 and var previous)
                {
                    for (var missing = session[symbol] + 1; missing < history.SessionOfDate[date]; missing++)
                    {
                        findings.AddDay(QualityRule.MissingSession, symbol, history.Sessions[missing], null, bars.Date[row]);
                    }

                    if (bars.Close[previous] == bars.Close[row] && RowRules.IsCloseAlone(bars, row))
                    {
                        findings.AddRow(QualityRule.UnchangedClose, row, bars.Close[row]);
                    }

                    if (SamePrices(bars, previous, row))
                    {
                        frozen++;
                        findings.AddRow(volumes[previous] == volumes[row] ? QualityRule.FrozenBar : QualityRule.FrozenPrices, row, bars.Close[row]);
                    }
                }

                if (IsFlat(bars, row))
                {
                    findings.AddRow(QualityRule.FlatBar, row, bars.Close[row]);
                }

                session[symbol] = history.SessionOfDate[date];
            }

            var rows = bars.DateBegins[date + 1] - bars.DateBegins[date];
            if (frozen >= options.ClusterSymbols && frozen >= options.FrozenClusterShare * rows)
            {
                var day = bars.Date[bars.DateBegins[date]];
                findings.AddDay(QualityRule.FrozenCluster, -1, day, frozen, day);
            }
        }
    }

    public static bool IsFlat(RawBars bars, int row)
    {
        var open = bars.Numbers[BarColumns.Open][row];
        return open == bars.Numbers[BarColumns.High][row] && open == bars.Numbers[BarColumns.Low][row] && open == bars.Close[row];
    }

    private static bool SamePrices(RawBars bars, int first, int second)
    {
        for (var price = BarColumns.Open; price <= BarColumns.Close; price++)
        {
            // NaN equals nothing here: missing prices do not repeat each other.
            if (!(bars.Numbers[price][first] == bars.Numbers[price][second]))
            {
                return false;
            }
        }

        return true;
    }
}
