namespace Assay.MarketSources;

/// <summary>
/// The latest price of a symbol, for a look at the market as it is now. A quote is not a bar: it is neither final nor adjusted, it changes without a
/// trace, and nothing of it goes into a snapshot. Prices are in the currency of the exchange, as the source says them.
/// </summary>
public sealed record Quote
{
    /// <summary>In our spelling: <c>BRK.B</c>.</summary>
    public required string Symbol { get; init; }

    public required string Source { get; init; }

    /// <summary>Of the last trade that the source has.</summary>
    public required double Price { get; init; }

    /// <summary>The instant that the price is of.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Close of the session before; null where there was none, as on the first day of a listing.</summary>
    public required double? PreviousClose { get; init; }

    /// <summary>First price of the session that <see cref="At"/> belongs to.</summary>
    public required double Open { get; init; }

    public required double High { get; init; }

    public required double Low { get; init; }

    /// <summary>When the source's answer had come.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Change since the close of the session before, as a fraction of it; null without one.</summary>
    public double? Change => PreviousClose is { } close ? (Price / close) - 1 : null;

    /// <summary>How old the price was when it came; zero where the source's clock runs ahead of ours.</summary>
    public TimeSpan Age => FetchedAt > At ? FetchedAt - At : TimeSpan.Zero;
}
