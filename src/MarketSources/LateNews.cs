using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources;

/// <summary>
/// What of an answer is new, and since when it is known. A statement that was known already is left out; one that differs from what was known, or is about
/// a day that had been read before, came late and is known from the fetch on, so that no decision of the past sees it. Sources differ a little from each
/// other: what another one says within the tolerance is no correction.
/// </summary>
public static class LateNews
{
    private const string Close = "close";

    /// <param name="fetched">An observed table, as a source gave it.</param>
    /// <param name="known">The rows known so far about the same keys and days, every known-at of them; null for none.</param>
    /// <param name="readThrough">The last day that had been read before; null when nothing had.</param>
    /// <param name="fetchedAt">When the answer came.</param>
    /// <param name="tolerance">How far figures of two sources may be apart (of bars: their closes), as a fraction of the one known.</param>
    /// <returns>The same schema; perhaps without rows.</returns>
    public static Table Of(Table fetched, Table? known, TradingDate? readThrough, DateTimeOffset fetchedAt, double tolerance)
    {
        var dataset = ObservedDataset.OfSchema(fetched.SchemaId);
        var statements = known is null ? [] : Statements(known.Expect(dataset.SchemaId), dataset);
        var news = new ObservedTableBuilder(dataset);
        var rows = new Rows(fetched, dataset);
        for (var row = 0; row < fetched.RowCount; row++)
        {
            var key = rows.Key(row);
            var isLast = row + 1 == fetched.RowCount || rows.Key(row + 1) != key;
            if (KnownAt(dataset, rows.Statement(row), rows.Date(row), isLast, statements.GetValueOrDefault(key), readThrough, fetchedAt, tolerance) is { } instant)
            {
                rows.CopyTo(news, row, instant);
            }
        }

        return news.Build();
    }

    /// <summary>Since when a statement is known; null when it is no news.</summary>
    private static DateTimeOffset? KnownAt(
        ObservedDataset dataset, Statement now, TradingDate date, bool isLast, List<Statement>? before, TradingDate? readThrough, DateTimeOffset fetchedAt, double tolerance)
    {
        if (before is null)
        {
            return date <= readThrough && now.KnownAt < fetchedAt ? fetchedAt : now.KnownAt;
        }

        var latest = before[^1];
        if (now.SaysTheSame(latest, tolerance))
        {
            return null;
        }

        // The last statement about a thing is what the source says now. An earlier vintage that was missed cannot be put in between without changing what
        // the past could have seen.
        // The known-at of a bar is that of its session and of the source's delay, that of an action the opening of its ex-date: neither says when it was restated.
        return now.KnownAt > latest.KnownAt && dataset.HasVintages ? now.KnownAt : isLast ? fetchedAt : null;
    }

    private static Dictionary<string, List<Statement>> Statements(Table known, ObservedDataset dataset)
    {
        var rows = new Rows(known, dataset);
        var statements = new Dictionary<string, List<Statement>>(StringComparer.Ordinal);
        for (var row = 0; row < known.RowCount; row++)
        {
            if (!statements.TryGetValue(rows.Key(row), out var list))
            {
                statements.Add(rows.Key(row), list = []);
            }

            list.Add(rows.Statement(row));
        }

        return statements;
    }

    /// <param name="KnownAt">Since when.</param>
    /// <param name="Source">Who says so.</param>
    /// <param name="Text">Texts of the statement, or that it is taken back.</param>
    /// <param name="Numbers">All numbers.</param>
    /// <param name="Measure">The numbers that sources are compared by.</param>
    private sealed record Statement(DateTimeOffset KnownAt, string Source, string Text, double[] Numbers, double[] Measure)
    {
        public bool SaysTheSame(Statement other, double tolerance) => string.Equals(Text, other.Text, StringComparison.Ordinal)
            && (Numbers.SequenceEqual(other.Numbers)
                || (!string.Equals(Source, other.Source, StringComparison.Ordinal) && Measure.Zip(other.Measure).All(pair => AreClose(pair.First, pair.Second, tolerance))));

        private static bool AreClose(double now, double known, double tolerance) =>
            now.Equals(known) || Math.Abs(now - known) <= tolerance * Math.Abs(known);
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
        private readonly double[][] measure = [.. dataset.Numbers.Where(name => dataset != ObservedDataset.Bars || name == Close).Select(table.Float64)];

        public TradingDate Date(int row) => new(dates[row]);

        public string Key(int row) => $"{dates[row]}\n{string.Join('\n', keys.Select(key => key.At(row)))}";

        public Statement Statement(int row) => new(
            InstantColumn.InstantOf(known[row]),
            source.At(row)!,
            retracted[row] ? "nothing" : $"this\n{string.Join('\n', texts.Select(text => text.At(row)))}",
            [.. numbers.Select(values => values[row])],
            [.. measure.Select(values => values[row])]);

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
    }
}
