namespace Assay.MarketData.Quality;

/// <summary>Volumes that are implausible for their symbol. A volume of zero is possible (a halt) and told apart.</summary>
internal static class VolumeRules
{
    /// <summary>Weight of the newest volume in the usual one: a span of 20 rows.</summary>
    private const double Weight = 2.0 / 21;
    private const int RowsToKnow = 20;

    /// <summary>A symbol that usually trades this many times the limit trades enough for a low volume to be strange.</summary>
    private const double UsualMultipleOfLow = 10;

    public static void Warn(RawBars bars, BarHistory history, QualityOptions options, FindingList findings)
    {
        var volumes = bars.Numbers[BarColumns.Volume];
        var rows = new int[bars.Symbols.Length];

        // Mean logarithm of the volumes before, each held within the limits of a break so that one wrong volume does not move it far.
        var usual = new double[bars.Symbols.Length];
        var limit = Math.Log(options.VolumeMultiple);
        for (var date = 0; date < bars.DateCount; date++)
        {
            for (var row = bars.DateBegins[date]; row < bars.DateBegins[date + 1]; row++)
            {
                var volume = volumes[row];
                if (!history.IsOnSession(date, row) || !(volume >= 0))
                {
                    continue;
                }

                var symbol = bars.SymbolCode[row];
                if (volume == 0)
                {
                    findings.AddRow(QualityRule.ZeroVolume, row, 0);
                    continue;
                }

                var isKnown = rows[symbol] >= RowsToKnow;
                if (volume < options.LowVolumeShares && (!isKnown || usual[symbol] > Math.Log(UsualMultipleOfLow * options.LowVolumeShares)))
                {
                    findings.AddRow(QualityRule.LowVolume, row, volume);
                }

                var distance = Math.Log(volume) - usual[symbol];
                if (isKnown && Math.Abs(distance) > limit)
                {
                    findings.AddRow(QualityRule.VolumeBreak, row, Math.Exp(distance));
                }

                usual[symbol] += (isKnown ? Math.Clamp(distance, -limit, limit) : distance) * Math.Max(Weight, 1.0 / (rows[symbol] + 1));
                rows[symbol]++;
            }
        }
    }
}
