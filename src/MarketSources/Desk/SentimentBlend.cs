using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Settings;

namespace Assay.MarketSources.Desk;

/// <summary>
/// One score of several sources' per date: Σ wᵢ·sᵢ / Σ wᵢ over those that have one, confidence alike over those that give one, articles summed. It is known
/// once the last of its parts is.
/// </summary>
internal static class SentimentBlend
{
    private const int Score = 0;
    private const int Confidence = 1;
    private const int Articles = 2;

    /// <param name="answers">At least one; in failover order.</param>
    /// <param name="weights">One for every source among the answers.</param>
    public static Table Of(IReadOnlyList<SourceAnswer> answers, IReadOnlyList<SentimentWeight> weights)
    {
        var dataset = ObservedDataset.Sentiment;
        var parts = answers.SelectMany(answer => Enumerable.Range(0, answer.Table.RowCount).Select(row => new
        {
            Date = answer.Table.Date(dataset.Date)[row],
            Symbol = answer.Table.Text(ObservedDataset.Symbol).At(row)!,
            KnownAt = answer.Table.Instant(ObservedDataset.KnownAt)[row],
            answer.Source,
            weights.First(entry => entry.Source == answer.Source).Weight,
            Values = dataset.Numbers.Select(name => answer.Table.Float64(name)[row]).ToArray(),
        }));
        var builder = new ObservedTableBuilder(dataset);
        foreach (var group in parts.GroupBy(part => (part.Date, part.Symbol)).OrderBy(group => group.Key.Date))
        {
            builder.Add(
                new TradingDate(group.Key.Date),
                InstantColumn.InstantOf(group.Max(part => part.KnownAt)),
                string.Join('+', group.Select(part => part.Source).Distinct(StringComparer.Ordinal)),
                [group.Key.Symbol],
                [
                    Mean(group.Select(part => (part.Weight, part.Values[Score]))),
                    Mean(group.Select(part => (part.Weight, part.Values[Confidence]))),
                    group.Select(part => part.Values[Articles]).Where(double.IsFinite).Sum(),
                ]);
        }

        return builder.Build();
    }

    private static double Mean(IEnumerable<(double Weight, double Value)> parts)
    {
        var (weighted, weight) = (0.0, 0.0);
        foreach (var part in parts.Where(part => double.IsFinite(part.Value)))
        {
            weighted += part.Weight * part.Value;
            weight += part.Weight;
        }

        return weight > 0 ? weighted / weight : double.NaN;
    }
}
