using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Universe;

namespace Assay.MarketData.Actions;

/// <summary>What a snapshot says of one symbol, as known at an instant.</summary>
/// <param name="Bars">Schema <c>assay.observed.bars/1</c> without <c>retracted</c>; prices and volumes adjusted as asked.</param>
/// <param name="Actions">Schema <c>assay.observed.actions/1</c>: of every symbol that the share had.</param>
/// <param name="Fundamentals">Schema <c>assay.observed.fundamentals/1</c>: the latest figure of each field.</param>
/// <param name="Sentiment">Schema <c>assay.observed.sentiment/1</c>.</param>
/// <param name="Series">Schema <c>assay.observed.series/1</c>, where the symbol is the name of a macro series.</param>
/// <param name="Membership">Its place in the latest list of the index; null where there is none.</param>
/// <param name="Ignored">Actions of the share that prices were not adjusted for.</param>
public sealed record SymbolKnowledge(
    Table Bars, Table Actions, Table Fundamentals, Table Sentiment, Table Series, SymbolMembership? Membership, IReadOnlyList<IgnoredAction> Ignored)
{
    /// <summary>True when nothing at all was known.</summary>
    public bool IsEmpty => Bars.RowCount + Actions.RowCount + Fundamentals.RowCount + Sentiment.RowCount + Series.RowCount == 0 && Membership is not { IsMember: true };

    /// <param name="reader">The snapshot.</param>
    /// <param name="symbol">With an adjustment, the symbol of the day of <paramref name="asOf"/>; raw, that of the bars.</param>
    /// <param name="asOf">The instant T.</param>
    /// <param name="span">Dates of bars, actions and sentiment.</param>
    /// <param name="adjustment">What is done to past prices.</param>
    public static SymbolKnowledge Read(SnapshotReader reader, string symbol, DateTimeOffset asOf, DateSpan span, PriceAdjustment adjustment)
    {
        var day = TradingDate.FromDateOnly(DateOnly.FromDateTime(asOf.UtcDateTime));
        var actions = reader.Read(ObservedDataset.Actions, asOf);
        var (bars, ignored) = ReadBars(reader, symbol, asOf, span, adjustment, actions, day);
        var history = new SymbolHistory(actions, day.DayNumber);
        var share = history.Find(symbol, day.DayNumber);
        var days = actions.Date(ObservedDataset.Actions.Date);
        var names = actions.Text(ObservedDataset.Symbol);

        // A rename or delisting carries the symbol of the day before.
        bool IsOfShare(int row) => string.Equals(names.At(row), symbol, StringComparison.Ordinal)
            || history.Find(names.At(row)!, days[row]) == share || history.Find(names.At(row)!, days[row] - 1) == share;

        var sentiment = reader.Read(ObservedDataset.Sentiment, asOf, span);
        var series = reader.Read(ObservedDataset.Series, asOf, span);
        var seriesNames = series.Text(ObservedDataset.Series.Keys[0]);
        return new SymbolKnowledge(
            bars,
            Where(actions, row => IsOfShare(row) && days[row] >= span.FirstDayNumber && days[row] <= span.LastDayNumber),
            Latest(Where(reader.Read(ObservedDataset.Fundamentals, asOf), symbol)),
            Where(sentiment, symbol),
            Where(series, row => string.Equals(seriesNames.At(row), symbol, StringComparison.Ordinal)),
            FindMembership(reader, symbol, asOf),
            ignored);
    }

    /// <summary>What a snapshot says of a macro series, as known at an instant; of a symbol of the same name nothing.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="name">Of the series, as the source spells it.</param>
    /// <param name="asOf">The instant T.</param>
    /// <param name="span">Dates of the values.</param>
    public static SymbolKnowledge ReadSeries(SnapshotReader reader, string name, DateTimeOffset asOf, DateSpan span)
    {
        var series = reader.Read(ObservedDataset.Series, asOf, span);
        var names = series.Text(ObservedDataset.Series.Keys[0]);
        return new SymbolKnowledge(
            Empty(ObservedDataset.Bars),
            Empty(ObservedDataset.Actions),
            Empty(ObservedDataset.Fundamentals),
            Empty(ObservedDataset.Sentiment),
            Where(series, row => string.Equals(names.At(row), name, StringComparison.Ordinal)),
            null,
            []);
    }

    private static Table Empty(ObservedDataset dataset) => new ObservedTableBuilder(dataset).Build();

    private static (Table Bars, IReadOnlyList<IgnoredAction> Ignored) ReadBars(
        SnapshotReader reader, string symbol, DateTimeOffset asOf, DateSpan span, PriceAdjustment adjustment, Table actions, TradingDate day)
    {
        string[] columns =
            [BarColumns.Date, ObservedDataset.Symbol, ObservedDataset.KnownAt, ObservedDataset.Source, .. BarColumns.NumberNames, ObservedDataset.Line];
        var isRaw = adjustment == PriceAdjustment.Raw || actions.RowCount == 0;
        var observed = reader.Read(ObservedDataset.Bars, asOf, isRaw ? span : span with { Last = null }, columns);
        if (isRaw)
        {
            return (Where(observed, symbol), []);
        }

        // The place among the rows stands in for the line, so that each adjusted bar finds its source and instant again.
        var text = observed.Text(ObservedDataset.Symbol);
        var places = Enumerable.Range(0, observed.RowCount).Select(row => (long)row).ToArray();
        var raw = BarColumns.RawTable(observed.Date(BarColumns.Date), text.Codes, text.Dictionary, BarColumns.Numbers(observed), places);
        var adjusted = BarAdjustment.Apply(raw, actions, adjustment, day);
        var dates = adjusted.Bars.Date(BarColumns.Date);
        var found = Where(adjusted.Bars, symbol, row => dates[row] <= span.LastDayNumber);
        var sources = ObservedOrder.Rows(observed, [.. found.Int64(BarColumns.Line).Select(place => (int)place)]);
        var ofShare = sources.Text(ObservedDataset.Symbol).Dictionary.Append(symbol).ToHashSet(StringComparer.Ordinal);
        var bars = new Table(
            observed.SchemaId,
            [
                sources.Columns[0],
                found.Text(ObservedDataset.Symbol),
                sources.Columns[2],
                sources.Columns[3],
                .. BarColumns.NumberNames.Select(name => new Float64Column(name, found.Float64(name))),
                sources.Columns[^1],
            ]);
        return (bars, [.. adjusted.Ignored.Where(action => ofShare.Contains(action.Symbol))]);
    }

    private static SymbolMembership? FindMembership(SnapshotReader reader, string symbol, DateTimeOffset asOf)
    {
        var dataset = ObservedDataset.Membership;
        var known = reader.Read(dataset, asOf);
        if (known.RowCount == 0)
        {
            return null;
        }

        var latest = known.Date(dataset.Date)[^1];
        var names = known.Text(ObservedDataset.Symbol);
        for (var row = known.RowCount - 1; row >= 0 && known.Date(dataset.Date)[row] == latest; row--)
        {
            if (string.Equals(SymbolSpelling.Normalise(names.At(row)!), SymbolSpelling.Normalise(symbol), StringComparison.Ordinal))
            {
                return new SymbolMembership(
                    true,
                    new TradingDate(latest),
                    known.Text(dataset.Texts[1]).At(row),
                    InstantColumn.InstantOf(known.Instant(ObservedDataset.KnownAt)[row]),
                    known.Text(ObservedDataset.Source).At(row)!);
            }
        }

        return new SymbolMembership(
            false, new TradingDate(latest), null, InstantColumn.InstantOf(known.Instant(ObservedDataset.KnownAt)[^1]), known.Text(ObservedDataset.Source).At(known.RowCount - 1)!);
    }

    private static Table Latest(Table fundamentals)
    {
        var fields = fundamentals.Text("field");
        var last = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < fundamentals.RowCount; row++)
        {
            if (!double.IsNaN(fundamentals.Float64("value")[row]))
            {
                last[fields.At(row)!] = row;
            }
        }

        return ObservedOrder.Rows(fundamentals, [.. last.Values]);
    }

    private static Table Where(Table table, string symbol) => Where(table, symbol, _ => true);

    private static Table Where(Table table, string symbol, Func<int, bool> holds)
    {
        var text = table.Text(ObservedDataset.Symbol);
        var code = Array.IndexOf(text.Dictionary, symbol);
        return Where(table, row => code >= 0 && text.Codes[row] == code && holds(row));
    }

    private static Table Where(Table table, Func<int, bool> holds) =>
        ObservedOrder.Rows(table, [.. Enumerable.Range(0, table.RowCount).Where(holds)]);
}
