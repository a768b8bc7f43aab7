using Assay.MarketSources;
using Assay.MarketSources.Desk;

namespace Assay.Cli.Hosting;

/// <summary>A quote as <c>assay data quote --json</c> writes it.</summary>
/// <param name="Symbol">In our spelling.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Price">Of the last trade that the source has.</param>
/// <param name="At">The instant that the price is of.</param>
/// <param name="AgeSeconds">From then until the answer came.</param>
/// <param name="IsStale">The exchange has traded for longer since than the configuration allows.</param>
/// <param name="PreviousClose">Close of the session before; null without one.</param>
/// <param name="Change">Since then, as a fraction of it; null without one.</param>
/// <param name="Open">First price of the session.</param>
/// <param name="High">Its highest.</param>
/// <param name="Low">Its lowest.</param>
internal sealed record QuoteView(
    string Symbol, string Source, double Price, DateTimeOffset At, double AgeSeconds, bool IsStale, double? PreviousClose, double? Change, double Open, double High, double Low)
{
    public static QuoteView Of(Quote quote, QuoteOutcome outcome) => new(
        quote.Symbol,
        quote.Source,
        quote.Price,
        quote.At,
        Math.Floor(quote.Age.TotalSeconds),
        outcome == QuoteOutcome.Stale,
        quote.PreviousClose,
        quote.Change,
        quote.Open,
        quote.High,
        quote.Low);
}
