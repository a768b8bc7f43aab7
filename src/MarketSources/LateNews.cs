using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources;

/// <summary>
/// What of an answer is new, and since when it is known. A statement that was known already is left out; one that differs from what was known, or is about
/// a day that had been read before, came late and is known from the fetch on, so that no decision of the past sees it.
/// </summary>
public static class LateNews
{
    /// <param name="fetched">An observed table, as a source gave it.</param>
    /// <param name="known">The rows known so far about the same keys and days, every known-at of them; null for none.</param>
    /// <param name="readThrough">The last day that had been read before; null when nothing had.</param>
    /// <param name="fetchedAt">When the answer came.</param>
    /// <returns>The same schema; perhaps without rows.</returns>
    public static Table Of(Table fetched, Table? known, TradingDate? readThrough, DateTimeOffset fetchedAt)
    {
        var dataset = ObservedDataset.OfSchema(fetched.SchemaId);
        var statements = known is null ? [] : Statements(known.Expect(dataset.SchemaId), dataset);
        var news = new ObservedTableBuilder(dataset);
        var rows = new Rows(fetched, dataset);
        for (var row = 0; row < fetched.RowCount; row++)
        {
            var key = rows.Key(row);
            var isLast = row + 1 == fetched.RowCount || rows.Key(row + 1) != key;
            if (KnownAt(rows, row, isLast, statements.GetValueOrDefault(key), readThrough, fetchedAt) is { } instant)
            {
                rows.CopyTo(news, row, instant);
            }
        }

        return news.Build();
    }

    /// <summary>Since when a row is known; null when it is no news.</summary>
    private static DateTimeOffset? KnownAt(Rows rows, int row, bool isLast, List<(DateTimeOffset KnownAt, string Says)>? before, TradingDate? readThrough, DateTimeOffset fetchedAt)
    {
        var own = rows.KnownAt(row);
        if (before is null)
        {
            return rows.Date(row) <= readThrough && own < fetchedAt ? fetchedAt : own;
        }

        var says = rows.Says(row);
        var latest = before[^1];
        if (isLast)
        {
            // The last statement about a thing is what the source says now.
            return says == latest.Says ? null : own > latest.KnownAt ? own : fetchedAt;
        }

        // An earlier vintage that was missed cannot be put in between without changing what the past could have seen.
        return own > latest.KnownAt && says != latest.Says ? own : null;
    }

    private static Dictionary<string, List<(DateTimeOffset KnownAt, string Says)>> Statements(Table known, ObservedDataset dataset)
    {
        var rows = new Rows(known, dataset);
        var statements = new Dictionary<string, List<(DateTimeOffset KnownAt, string Says)>>(StringComparer.Ordinal);
        for (var row = 0; row < known.RowCount; row++)
        {
            if (!statements.TryGetValue(rows.Key(row), out var list))
            {
                statements.Add(rows.Key(row), list = []);
            }

            list.Add((rows.KnownAt(row), rows.Says(row)));
        }

        return statements;
    }

    private sealed class Rows(Table table, ObservedDataset dataset)
    {
        private readonly int[] dates = table.Date(dataset.Date);
        private readonly long[] known = table.Instant(ObservedDataset.KnownAt);
        private readonly TextColumn source = table.Text(ObservedDataset.Source);
        private readonly bool[] retracted = table.Boolean(ObservedDataset.Retracted);
        private readonly TextColumn[] keys = [.. dataset.Keys.Select(table.Text)];
        private readonly TextColumn[] texts = [.. dataset.Texts.Select(table.Text)];
        private readonly double[][] numbers = [.. dataset.Numbers.Select(table.Float64)];

        public TradingDate Date(int row) => new(dates[row]);

        public DateTimeOffset KnownAt(int row) => InstantColumn.InstantOf(known[row]);

        public string Key(int row) => $"{dates[row]}\n{string.Join('\n', keys.Select(key => key.At(row)))}";

        /// <summary>What the row says, whoever says it.</summary>
        public string Says(int row) => retracted[row] ? "nothing" : string.Join('\n', texts.Select(text => text.At(row)).Concat(numbers.Select(values => Bits(values[row]))));

        public void CopyTo(ObservedTableBuilder builder, int row, DateTimeOffset instant)
        {
            if (retracted[row])
            {
                builder.Retract(Date(row), instant, source.At(row)!, [.. keys.Select(key => key.At(row))]);
                return;
            }

            builder.Add(
                Date(row), instant, source.At(row)!, [.. keys.Concat(texts).Select(text => text.At(row))], [.. numbers.Select(values => values[row])]);
        }

        private static string Bits(double value) => double.IsNaN(value) ? "missing" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
    }
}
