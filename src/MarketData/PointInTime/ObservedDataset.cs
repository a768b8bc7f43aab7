namespace Assay.MarketData.PointInTime;

/// <summary>
/// One kind of observed table: every row has the date of its event, the instant since which it is known, and its source. Rows with the
/// same date and keys are statements about the same thing, and the one known last holds; nothing is ever replaced.
/// </summary>
public sealed class ObservedDataset
{
    public const string Symbol = "symbol";
    public const string KnownAt = "known_at";
    public const string Source = "source";
    public const string Retracted = "retracted";
    public const string Line = "line";
    public const string FillTime = "fill_time";

    private ObservedDataset(string name, string schemaId, string date, IReadOnlyList<string> keys, IReadOnlyList<string> texts, IReadOnlyList<string> numbers)
    {
        Name = name;
        SchemaId = schemaId;
        Date = date;
        Keys = keys;
        Texts = texts;
        Numbers = numbers;
    }

    /// <summary>Daily bars, raw. A missing number is NaN; <c>line</c> is the line of the source's file, 0 where there is none.</summary>
    public static ObservedDataset Bars { get; } =
        new("bars", MarketDataSchemas.ObservedBars, BarColumns.Date, [Symbol], [], BarColumns.NumberNames) { HasLine = true, IsByYear = true, KeyMayMiss = true };

    /// <summary>Corporate actions; see <see cref="Actions.ActionKind"/> for what ratio, amount and new symbol mean.</summary>
    public static ObservedDataset Actions { get; } =
        new("actions", MarketDataSchemas.ObservedActions, "ex_date", [Symbol, "kind"], ["new_symbol"], ["ratio", "amount"]);

    /// <summary>Fundamental figures: a value per field, dated by the end of its period or by its event.</summary>
    public static ObservedDataset Fundamentals { get; } =
        new("fundamentals", MarketDataSchemas.ObservedFundamentals, "event_date", [Symbol, "field"], [], ["value"]) { HasVintages = true };

    /// <summary>Macro series, dated by their reference day.</summary>
    public static ObservedDataset Series { get; } =
        new("series", MarketDataSchemas.ObservedSeries, BarColumns.Date, ["series"], [], ["value"]) { HasVintages = true };

    /// <summary>Sentiment: score in [−1, 1], confidence in [0, 1], number of articles.</summary>
    public static ObservedDataset Sentiment { get; } =
        new("sentiment", MarketDataSchemas.ObservedSentiment, BarColumns.Date, [Symbol], [], ["score", "confidence", "articles"]) { IsByYear = true };

    /// <summary>Membership of an index: complete lists, each dated <c>known_since</c>.</summary>
    public static ObservedDataset Membership { get; } =
        new("membership", MarketDataSchemas.ObservedMembership, "known_since", [Symbol], ["name", "sector"], []);

    /// <summary>
    /// Fills of one's own orders, dated by the day at the exchange and known since their time, or since their correction: quantity (negative for a sale), price,
    /// commission paid, slippage against the price hoped for; <c>fill_time</c> is the time of execution in UTC to the microsecond.
    /// </summary>
    public static ObservedDataset Fills { get; } = new(
        "fills",
        MarketDataSchemas.ObservedFills,
        BarColumns.Date,
        [Symbol, "fill_id"],
        ["order_id", "exchange", "strategy", "execution_venue", "liquidity_flag", FillTime],
        ["quantity", "price", "commission", "slippage_bps"]);

    /// <summary>Positions held at the end of a day: quantity (negative for a short one), average price, market value, fees so far, number of trades.</summary>
    public static ObservedDataset Positions { get; } = new(
        "positions",
        MarketDataSchemas.ObservedPositions,
        BarColumns.Date,
        [Symbol],
        ["last_trade_date"],
        ["quantity", "avg_price", "market_value", "total_fees", "trades_count"]);

    /// <summary>Every kind, by name.</summary>
    public static IReadOnlyList<ObservedDataset> All { get; } = [Actions, Bars, Fills, Fundamentals, Membership, Positions, Sentiment, Series];

    /// <summary>Its name in a snapshot.</summary>
    public string Name { get; }

    public string SchemaId { get; }

    /// <summary>The column of the event's date.</summary>
    public string Date { get; }

    /// <summary>One or two text columns that name, with the date, what a row is about.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Text columns that belong to the statement; a missing text is possible.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Number columns (float64); NaN is missing.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>True where rows keep the line of the file they came from.</summary>
    public bool HasLine { get; private init; }

    /// <summary>True where a partition holds one calendar year of dates at most; else one partition may span any time.</summary>
    public bool IsByYear { get; private init; }

    /// <summary>True where a row may name no symbol: a fault of the source that the quality gate is to see. Such rows are kept side by side.</summary>
    public bool KeyMayMiss { get; private init; }

    /// <summary>
    /// True where sources say of each statement when it was published, so that a later one about the same thing is a vintage of its own. Elsewhere the
    /// known-at follows from the date alone, and says nothing of when a figure was changed.
    /// </summary>
    public bool HasVintages { get; private init; }

    /// <summary>All columns in the order of the file.</summary>
    public IReadOnlyList<string> Columns =>
        [Date, Keys[0], KnownAt, Source, .. Keys.Skip(1), .. Numbers, .. Texts, Retracted, .. HasLine ? new[] { Line } : []];

    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static ObservedDataset OfName(string name) => All.FirstOrDefault(dataset => string.Equals(dataset.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no observed dataset '{name}', only {string.Join(", ", All.Select(dataset => dataset.Name))}.", nameof(name));

    /// <exception cref="ArgumentException">The schema is not that of an observed table.</exception>
    public static ObservedDataset OfSchema(string schemaId) => All.FirstOrDefault(dataset => string.Equals(dataset.SchemaId, schemaId, StringComparison.Ordinal))
        ?? throw new ArgumentException($"{schemaId} is not the schema of an observed table.", nameof(schemaId));

    public override string ToString() => Name;
}
