using System.Globalization;
using Assay.Cli.Screen;
using Assay.MarketData.Calendars;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Cli.Hosting;

/// <summary>Asks for quotes and shows them. Of the home it changes the counts of the sources alone.</summary>
internal static class QuoteShow
{
    private const int MostReasons = 3;
    private const double LongestInMinutes = 120;
    private const double LongestInHours = 48;

    public static async Task<int> ExecuteAsync(string home, IReadOnlyList<string> symbols, bool json, CancellationToken cancellationToken)
    {
        var sources = Checkout.SourcesOf(HomeFolder.Open(home).Path, NullLoggerFactory.Instance);
        using var desk = QuoteDesk.Open(home, sources.Configuration(), sources.Calendars().Find(ExchangeCalendars.NyseId), sources.Keys, TimeProvider.System, sources.Loggers);
        var looks = new List<QuoteLook>();
        foreach (var symbol in symbols)
        {
            var look = await desk.AskAsync(symbol, cancellationToken);
            looks.Add(look);
            if (!json)
            {
                Write(look);
            }
        }

        var (known, unknown, failed) = (Of(looks, QuoteOutcome.Known), Of(looks, QuoteOutcome.Unknown), Of(looks, QuoteOutcome.Stale, QuoteOutcome.Failed));
        if (json)
        {
            JsonOutput.Write(new
            {
                Quotes = looks.Where(look => look.Quote is not null).Select(look => QuoteView.Of(look.Quote!, look.Outcome)).ToArray(),
                Unknown = unknown.Select(look => look.Symbol).ToArray(),
                Failed = failed.Select(look => new { look.Symbol, Reasons = Reasons(look).ToArray() }).ToArray(),
            });
        }
        else if (known.Length > 0)
        {
            Console.Out.WriteLine("These are quotes, not bars: no snapshot keeps them, and no run reads them.");
        }

        if (failed.Length > 0)
        {
            await Console.Error.WriteLineAsync($"assay: There is no present quote of {Names(failed)}. {Words(failed)}");
            return ExitCode.Failed;
        }

        if (known.Length == 0)
        {
            await Console.Error.WriteLineAsync($"assay: No source knows {Names(unknown)}; check the symbols.");
            return ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private static QuoteLook[] Of(List<QuoteLook> looks, params IReadOnlyList<QuoteOutcome> outcomes) => [.. looks.Where(look => outcomes.Contains(look.Outcome))];

    private static string Names(QuoteLook[] looks) => string.Join(", ", looks.Select(look => look.Symbol));

    private static IEnumerable<string> Reasons(QuoteLook look) => look.Attempts.Select(attempt => attempt.Message).OfType<string>();

    /// <summary>A failure of the source is the same for all symbols, and is said once.</summary>
    private static string Words(QuoteLook[] failed)
    {
        string[] reasons = [.. failed.SelectMany(Reasons).Distinct(StringComparer.Ordinal)];
        return reasons.Length == 0 ? $"No source is named for them; name one in failover.quotes of {SourcesConfiguration.FileName}."
            : reasons.Length <= MostReasons ? string.Join(' ', reasons)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', reasons.Take(MostReasons))} So for {reasons.Length - MostReasons} further reasons ('--json' lists them).");
    }

    private static void Write(QuoteLook look) => Console.Out.WriteLine(look switch
    {
        { Quote: { } quote } => Line(quote) + (look.Outcome == QuoteOutcome.Stale ? " (stale)" : string.Empty),
        { Outcome: QuoteOutcome.Unknown } => $"{look.Symbol,-8} unknown to {string.Join(", ", look.Attempts.Select(attempt => attempt.Source))}",
        _ => $"{look.Symbol,-8} no quote",
    });

    private static string Line(Quote quote)
    {
        var change = quote is { Change: { } fraction, PreviousClose: { } close } ? string.Create(CultureInfo.InvariantCulture, $" ({fraction:+0.00%;-0.00%} on {close})") : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{quote.Symbol,-8} {quote.Price}{change}; day {quote.Low} to {quote.High}, open {quote.Open}; {quote.Source}, of {quote.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, {Age(quote.Age)} old");
    }

    private static string Age(TimeSpan age)
    {
        var (count, unit) = age switch
        {
            { TotalMinutes: < 2 } => (age.TotalSeconds, "s"),
            { TotalMinutes: < LongestInMinutes } => (age.TotalMinutes, "min"),
            { TotalHours: < LongestInHours } => (age.TotalHours, "h"),
            _ => (age.TotalDays, "days"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count)} {unit}");
    }
}
