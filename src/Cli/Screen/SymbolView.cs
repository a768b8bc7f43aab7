using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Screen;

/// <summary>What <c>assay data show</c> says, for people and machines. A missing number is null; instants are UTC.</summary>
internal sealed record SymbolView(
    string Symbol,
    string Snapshot,
    int Sequence,
    DateTimeOffset AsOf,
    DateTimeOffset KnownThrough,
    string Adjustment,
    int BarsKnown,
    IReadOnlyList<SymbolView.Bar> Bars,
    IReadOnlyList<SymbolView.Action> Actions,
    IReadOnlyList<SymbolView.Figure> Fundamentals,
    IReadOnlyList<SymbolView.Mood> Sentiment,
    IReadOnlyList<SymbolView.Point> Series,
    SymbolMembership? Membership,
    IReadOnlyList<IgnoredAction> IgnoredActions)
{
    /// <param name="known">What was known.</param>
    /// <param name="snapshot">Where from.</param>
    /// <param name="symbol">As asked.</param>
    /// <param name="asOf">The instant.</param>
    /// <param name="adjustment">The word for what was done to prices.</param>
    /// <param name="mostBars">The latest so many bars, days of sentiment and values of a series.</param>
    public static SymbolView Of(SymbolKnowledge known, Snapshot snapshot, string symbol, DateTimeOffset asOf, string adjustment, int mostBars) => new(
        symbol,
        snapshot.Name,
        snapshot.Sequence,
        asOf,
        snapshot.KnownThrough,
        adjustment,
        known.Bars.RowCount,
        [.. Rows(known.Bars).TakeLast(mostBars).Select(row => new Bar(
            new TradingDate(known.Bars.Date("date")[row]),
            Number(known.Bars, "open", row),
            Number(known.Bars, "high", row),
            Number(known.Bars, "low", row),
            Number(known.Bars, "close", row),
            Number(known.Bars, "volume", row),
            KnownAt(known.Bars, row),
            Source(known.Bars, row)))],
        [.. Rows(known.Actions).Select(row => new Action(
            new TradingDate(known.Actions.Date(ObservedDataset.Actions.Date)[row]),
            known.Actions.Text(ObservedDataset.Symbol).At(row)!,
            known.Actions.Text("kind").At(row)!,
            Number(known.Actions, "ratio", row),
            Number(known.Actions, "amount", row),
            known.Actions.Text("new_symbol").At(row),
            KnownAt(known.Actions, row),
            Source(known.Actions, row)))],
        [.. Rows(known.Fundamentals).Select(row => new Figure(
            known.Fundamentals.Text("field").At(row)!,
            known.Fundamentals.Float64("value")[row],
            new TradingDate(known.Fundamentals.Date(ObservedDataset.Fundamentals.Date)[row]),
            KnownAt(known.Fundamentals, row),
            Source(known.Fundamentals, row)))],
        [.. Rows(known.Sentiment).TakeLast(mostBars).Select(row => new Mood(
            new TradingDate(known.Sentiment.Date("date")[row]),
            Number(known.Sentiment, "score", row),
            Number(known.Sentiment, "confidence", row),
            Number(known.Sentiment, "articles", row),
            KnownAt(known.Sentiment, row),
            Source(known.Sentiment, row)))],
        [.. Rows(known.Series).TakeLast(mostBars).Select(row => new Point(
            new TradingDate(known.Series.Date("date")[row]),
            Number(known.Series, "value", row),
            KnownAt(known.Series, row),
            Source(known.Series, row)))],
        known.Membership,
        known.Ignored);

    private static IEnumerable<int> Rows(Table table) => Enumerable.Range(0, table.RowCount);

    private static double? Number(Table table, string column, int row) => table.Float64(column)[row] is var number && double.IsNaN(number) ? null : number;

    private static DateTimeOffset KnownAt(Table table, int row) => InstantColumn.InstantOf(table.Instant(ObservedDataset.KnownAt)[row]);

    private static string Source(Table table, int row) => table.Text(ObservedDataset.Source).At(row)!;

    internal sealed record Bar(
        TradingDate Date, double? Open, double? High, double? Low, double? Close, double? Volume, DateTimeOffset KnownAt, string Source);

    internal sealed record Action(
        TradingDate ExDate, string Symbol, string Kind, double? Ratio, double? Amount, string? NewSymbol, DateTimeOffset KnownAt, string Source);

    internal sealed record Figure(string Field, double Value, TradingDate EventDate, DateTimeOffset KnownAt, string Source);

    internal sealed record Point(TradingDate Date, double? Value, DateTimeOffset KnownAt, string Source);

    internal sealed record Mood(TradingDate Date, double? Score, double? Confidence, double? Articles, DateTimeOffset KnownAt, string Source);
}
