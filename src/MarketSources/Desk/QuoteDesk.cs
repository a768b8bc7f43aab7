using System.Globalization;
using Assay.MarketData.Calendars;
using Assay.MarketSources.Http;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;
using Assay.MarketSources.Vendors;
using Microsoft.Extensions.Logging;

namespace Assay.MarketSources.Desk;

/// <summary>
/// Where the present price of a symbol is asked for, beside <see cref="SourceDesk"/> and under the same quotas and breakers. It keeps nothing of what it
/// hears but the sources' health. Not for several threads at once.
/// </summary>
public sealed class QuoteDesk : IDisposable
{
    private readonly IReadOnlyList<HttpQuoteSource> sources;
    private readonly SourceStateFile states;
    private readonly ExchangeCalendar calendar;
    private readonly TimeSpan patience;
    private readonly Dictionary<string, MarketSourceException> gone = new(StringComparer.Ordinal);

    private QuoteDesk(IReadOnlyList<HttpQuoteSource> sources, SourceStateFile states, ExchangeCalendar calendar, TimeSpan patience)
    {
        this.sources = sources;
        this.states = states;
        this.calendar = calendar;
        this.patience = patience;
    }

    /// <summary>Opens the desk of a home, with the sources of <c>failover.quotes</c>; parameters as for <see cref="SourceDesk.Open"/>.</summary>
    /// <exception cref="MarketSourceException">The states cannot be opened.</exception>
    public static QuoteDesk Open(
        string home, SourcesConfiguration configuration, ExchangeCalendar calendar, SourceKeys keys, TimeProvider clock, ILoggerFactory loggers)
    {
        var states = SourceStateFile.Open(home);
        var logger = loggers.CreateLogger("Assay.MarketSources");
        var sources = configuration.Failover.Quotes.Select(name =>
        {
            var protocol = VendorProtocols.FindQuotes(name);
            var source = configuration.Sources.First(entry => entry.Name == name);
            return new HttpQuoteSource(protocol, new SourceConnection(source, configuration, protocol.KeyPlace, keys, states, clock, logger));
        });
        return new QuoteDesk([.. sources], states, calendar, TimeSpan.FromMinutes(configuration.Quotes.StaleMinutes));
    }

    /// <summary>Asks the sources in their order until one has a quote that is not stale. Failures of sources are part of the result.</summary>
    /// <exception cref="MarketSourceException">Quotas cannot be kept, since their file cannot be used; nothing was asked then.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<QuoteLook> AskAsync(string symbol, CancellationToken cancellationToken = default)
    {
        var attempts = new List<FetchAttempt>();
        Quote? weak = null;
        foreach (var source in sources)
        {
            var (quote, failure) = await AskAsync(source, symbol, cancellationToken);
            attempts.Add(new FetchAttempt(source.Name, failure?.Kind, failure?.Message, quote is null ? 0 : 1));
            if (failure is null)
            {
                return new QuoteLook(symbol, QuoteOutcome.Known, quote, attempts);
            }

            weak = weak is null || quote?.At > weak.At ? quote : weak;
        }

        return weak is not null ? new QuoteLook(symbol, QuoteOutcome.Stale, weak, attempts) : new QuoteLook(symbol, Without(attempts), null, attempts);
    }

    public void Dispose()
    {
        foreach (var source in sources)
        {
            source.Dispose();
        }

        states.Dispose();
    }

    private static QuoteOutcome Without(List<FetchAttempt> attempts)
    {
        var asked = attempts.Where(attempt => attempt.Failure is not (SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused)).ToArray();
        return asked.Length > 0 && asked.All(attempt => attempt.Failure == SourceFailureKind.UnknownSymbol) ? QuoteOutcome.Unknown : QuoteOutcome.Failed;
    }

    /// <summary>The quote, if any, and what speaks against it.</summary>
    private async Task<(Quote? Quote, MarketSourceException? Failure)> AskAsync(IQuoteSource source, string symbol, CancellationToken cancellationToken)
    {
        if (gone.TryGetValue(source.Name, out var earlier))
        {
            return (null, earlier);
        }

        try
        {
            var quote = await source.AskAsync(symbol, cancellationToken);
            return quote is null
                ? (null, new MarketSourceException(SourceFailureKind.UnknownSymbol, source.Name, $"it does not know {symbol}; check the symbol"))
                : (quote, Weakness(quote));
        }
        catch (MarketSourceException failure) when (failure.Kind != SourceFailureKind.StateUnusable)
        {
            // Who looks at the market now is not helped by the same retries for every symbol.
            if (failure.Kind is SourceFailureKind.NoNetwork or SourceFailureKind.Unreachable or SourceFailureKind.TimedOut or SourceFailureKind.Throttled or SourceFailureKind.ServerFault)
            {
                gone[source.Name] = failure;
            }

            return (null, failure);
        }
    }

    private MarketSourceException? Weakness(Quote quote)
    {
        var traded = TradedBetween(quote.At, quote.FetchedAt);
        return traded <= patience ? null : new MarketSourceException(
            SourceFailureKind.Stale,
            quote.Source,
            string.Create(
                CultureInfo.InvariantCulture,
                $"its quote of {quote.Symbol} is of {quote.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, and the exchange has traded for {traded.TotalMinutes:f0} minutes since; see whether the symbol still trades, or raise quotes.stale_minutes in {SourcesConfiguration.FileName}"));
    }

    /// <summary>How long the exchange was open between two instants.</summary>
    private TimeSpan TradedBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var first = LocalDays.Of(from, calendar.ZoneId)!.Value;
        var last = LocalDays.Of(to, calendar.ZoneId)!.Value;
        var traded = TimeSpan.Zero;
        foreach (var date in calendar.SessionsIn(first < calendar.FirstDay ? calendar.FirstDay : first, last))
        {
            var session = calendar.Session(date);
            var (start, end) = (session.Open > from ? session.Open : from, session.Close < to ? session.Close : to);
            traded += end > start ? end - start : TimeSpan.Zero;
        }

        return traded;
    }
}
