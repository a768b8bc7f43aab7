using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Alpha Vantage's <c>NEWS_SENTIMENT</c>: articles with a score and a relevance per symbol. A day's score is their mean weighted by relevance, its
/// confidence their mean relevance; it is known from the end of the day on.
/// </summary>
internal static class AlphaVantageNews
{
    private const int PageArticles = 1000;
    private const string TimeForm = "yyyyMMdd'T'HHmmss";

    /// <summary>Articles come oldest first; a full page is followed by one from its last instant on.</summary>
    public static SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given)
    {
        if (given.Count == 0)
        {
            return Page(request, $"{Compact(request.First)}T0000");
        }

        var feed = VendorJson.Of(given[^1]).Member("feed").Items().ToArray();
        return feed.Length < PageArticles ? null : Page(request, feed[^1].Member("time_published").Text()[..^2]);
    }

    public static SourceAnswer Read(string source, SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var days = new SortedDictionary<TradingDate, (double Weighted, double Relevance, int Articles)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var article in given.SelectMany(payload => VendorJson.Of(payload).Member("feed").Items()))
        {
            var day = LocalDays.Of(Published(article), rules.Calendar.ZoneId)!.Value;
            if (!seen.Add(article.Member("url").Text()) || day < request.First || day > request.Last)
            {
                continue;
            }

            foreach (var entry in article.Member("ticker_sentiment").Items())
            {
                if (string.Equals(entry.Member("ticker").Text(), request.Key, StringComparison.OrdinalIgnoreCase))
                {
                    var relevance = Within(entry.Member("relevance_score"), 0);
                    var before = days.GetValueOrDefault(day);
                    days[day] = (before.Weighted + (relevance * Within(entry.Member("ticker_sentiment_score"), -1)), before.Relevance + relevance, before.Articles + 1);
                }
            }
        }

        var builder = new ObservedTableBuilder(ObservedDataset.Sentiment);
        foreach (var (day, sum) in days.Where(entry => entry.Value.Relevance > 0))
        {
            var over = LocalDays.End(day, rules.Calendar.ZoneId);
            builder.Add(
                day,
                over < given[^1].FetchedAt ? over : given[^1].FetchedAt,
                source,
                [request.Key],
                [sum.Weighted / sum.Relevance, sum.Relevance / sum.Articles, sum.Articles]);
        }

        return builder.Count == 0
            ? throw VendorFaults.NoData(source, request)
            : new SourceAnswer { Source = source, Table = builder.Build(), Payloads = given, Remarks = [] };
    }

    private static double Within(VendorJson number, double least)
    {
        var value = number.TextNumber();
        return value >= least && value <= 1 ? value : throw number.Bad($"a score is {number.Text()}, outside {least.ToString(CultureInfo.InvariantCulture)} to 1");
    }

    private static DateTimeOffset Published(VendorJson article)
    {
        var text = article.Member("time_published");
        return DateTimeOffset.TryParseExact(text.Text(), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw text.Bad($"'time_published' is '{VendorFaults.Words(text.Text())}', which is no time");
    }

    private static SourceCall Page(SourceRequest request, string from) => new(
        "/query",
        IsJson: true,
        ("function", "NEWS_SENTIMENT"),
        ("tickers", request.Key),
        ("time_from", from),
        ("time_to", $"{Compact(request.Last.AddDays(1))}T2359"),
        ("sort", "EARLIEST"),
        ("limit", PageArticles.ToString(CultureInfo.InvariantCulture)));

    private static string Compact(TradingDate date) => date.ToDateOnly().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
