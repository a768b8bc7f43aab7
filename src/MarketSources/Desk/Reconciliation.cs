using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources.Desk;

/// <summary>
/// Bars of one symbol from several sources. Where closes are further apart than the tolerance, that is said; of three the bar with the median close is
/// taken, whole, so that its prices belong together. Elsewhere the first source's bar is.
/// </summary>
internal static class Reconciliation
{
    private const int Arbitrated = 3;
    private const string CloseColumn = "close";

    public static Reconciled Of(IReadOnlyList<SourceAnswer> answers, string symbol, double tolerance)
    {
        var rowsByDate = new SortedDictionary<int, List<(SourceAnswer Answer, int Row)>>();
        foreach (var answer in answers)
        {
            var dates = answer.Table.Date(ObservedDataset.Bars.Date);
            for (var row = 0; row < dates.Length; row++)
            {
                if (!rowsByDate.TryGetValue(dates[row], out var rows))
                {
                    rowsByDate.Add(dates[row], rows = []);
                }

                rows.Add((answer, row));
            }
        }

        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        var disagreements = new List<CloseDisagreement>();
        var oneSided = 0;
        foreach (var (day, rows) in rowsByDate)
        {
            var chosen = rows[0];
            oneSided += answers.Count > 1 && rows.Count == 1 ? 1 : 0;
            var closes = rows.Select(entry => (Entry: entry, Close: entry.Answer.Table.Float64(CloseColumn)[entry.Row])).Where(entry => entry.Close > 0).ToArray();
            if (closes.Length > 1 && Apart(closes.Min(entry => entry.Close), closes.Max(entry => entry.Close)) > tolerance)
            {
                var middle = closes.Length >= Arbitrated ? closes.OrderBy(entry => entry.Close).ElementAt(closes.Length / 2) : closes[0];
                chosen = middle.Entry;
                disagreements.Add(new CloseDisagreement(
                    new TradingDate(day),
                    symbol,
                    [.. closes.Select(entry => new SourceClose(entry.Entry.Answer.Source, entry.Close))],
                    chosen.Answer.Source,
                    closes.Any(entry => entry.Entry.Answer != chosen.Answer && Apart(Math.Min(entry.Close, middle.Close), Math.Max(entry.Close, middle.Close)) <= tolerance)));
            }

            Copy(chosen.Answer.Table, chosen.Row, bars);
        }

        return new Reconciled(bars.Build(), disagreements, oneSided);
    }

    /// <summary>As a fraction of the lower one.</summary>
    private static double Apart(double low, double high) => (high / low) - 1;

    private static void Copy(Table table, int row, ObservedTableBuilder bars) => bars.Add(
        new TradingDate(table.Date(ObservedDataset.Bars.Date)[row]),
        InstantColumn.InstantOf(table.Instant(ObservedDataset.KnownAt)[row]),
        table.Text(ObservedDataset.Source).At(row)!,
        [table.Text(ObservedDataset.Symbol).At(row)],
        [.. ObservedDataset.Bars.Numbers.Select(name => table.Float64(name)[row])]);
}
