using System.Globalization;
using Assay.MarketData.Quality;

namespace Assay.Activities.Data;

/// <summary>What must be said wherever figures rest on bars that are not whole: how trades were filled, and what was not checked.</summary>
/// <param name="ClosesAlone">Bars that have a close and nothing else.</param>
/// <param name="SymbolsWithoutVolume">Symbols with whole prices and no volume.</param>
internal sealed record PartialBars(long ClosesAlone, int SymbolsWithoutVolume)
{
    /// <summary>Which bars they are, for a sentence.</summary>
    public string Bars => (ClosesAlone, SymbolsWithoutVolume) switch
    {
        (0, _) => Text($"{SymbolsWithoutVolume:n0} symbols have bars without volume"),
        (_, 0) => Text($"{ClosesAlone:n0} bars are closes alone"),
        _ => Text($"{ClosesAlone:n0} bars are closes alone, and {SymbolsWithoutVolume:n0} symbols have bars without volume"),
    };

    /// <summary>Null where every bar is whole.</summary>
    public static PartialBars? Of(QualityReport report)
    {
        var partial = new PartialBars(
            (long)report.Findings.Where(finding => finding.Rule == QualityRule.ClosesAlone).Sum(finding => finding.Value ?? 0),
            report.CountOf(QualityRule.VolumeUnknown));
        return partial is { ClosesAlone: 0, SymbolsWithoutVolume: 0 } ? null : partial;
    }

    /// <summary>For the facts of a page.</summary>
    public IEnumerable<(string Name, string Value)> Facts()
    {
        if (ClosesAlone > 0)
        {
            yield return ("fills", "at the next close where a bar has no open");
        }

        yield return ("participation limit and least dollar volume", $"not checked where no volume is known: {Bars}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
