using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Alpha Vantage's <c>/query</c>: <c>TIME_SERIES_DAILY</c> (raw bars; all numbers are texts), <c>SPLITS</c>, <c>DIVIDENDS</c> and <c>NEWS_SENTIMENT</c>. Errors, and the message
/// that one asks too often, come with status 200 as a document with <c>Error Message</c>, <c>Note</c> or <c>Information</c>. The key is a parameter of the URL.
/// </summary>
internal sealed class AlphaVantageProtocol : IVendorProtocol
{
    private const int CompactRows = 100;

    // 100 sessions are a little over 140 days.
    private const int CompactDays = 140;
    private static readonly string[] MessageNames = ["Error Message", "Note", "Information"];
    private static readonly TimeSpan DailyLimitPause = TimeSpan.FromHours(1);

    public string Name => "alphavantage";

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Bars, SourceDataset.Actions, SourceDataset.Sentiment];

    public KeyPlace? KeyPlace { get; } = KeyPlace.Query("apikey");

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        if (request.Dataset == SourceDataset.Sentiment)
        {
            return AlphaVantageNews.Next(request, given);
        }

        if (request.Dataset == SourceDataset.Actions)
        {
            return given.Count switch
            {
                0 => Query("SPLITS", request),
                1 => Query("DIVIDENDS", request),
                _ => null,
            };
        }

        return given.Count == 0 ? Query("TIME_SERIES_DAILY", request, ("outputsize", request.Last.DayNumber - request.First.DayNumber > CompactDays ? "full" : "compact"))
            : given.Count == 1 && IsCompactTooShort(request, given[0]) ? Query("TIME_SERIES_DAILY", request, ("outputsize", "full"))
            : null;
    }

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response)
    {
        var name = MessageNames.FirstOrDefault(entry => response.TextAt(entry) is not null);
        if (name is null)
        {
            return null;
        }

        var text = response.TextAt(name)!;
        var words = VendorFaults.Words(text);
        return Says(text, "rate limit") || Says(text, "call frequency") || Says(text, "call volume") || name == "Note"
            ? VendorFaults.Throttled(Name, words, Says(text, "per day") && !Says(text, "per minute") && !Says(text, "per second") ? response.ReceivedAt + DailyLimitPause : null)
            : Says(text, "apikey") || Says(text, "API key") || Says(text, "premium") ? VendorFaults.KeyRefused(Name, words)
            : Says(text, "No articles found") ? VendorFaults.NoData(Name, request)
            : name == "Error Message" ? VendorFaults.Unknown(Name, request)
            : new MarketSourceException(SourceFailureKind.BadRequest, Name, $"it answers {call.Endpoint} with '{words}'; check the symbol and the range");
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules) =>
        request.Dataset switch
        {
            SourceDataset.Actions => Actions(request, given, rules),
            SourceDataset.Sentiment => AlphaVantageNews.Read(Name, request, given, rules),
            _ => Bars(request, given, rules),
        };

    private SourceAnswer Bars(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var document = VendorJson.Of(given[^1]);
        VendorFaults.ExpectSymbol(Name, request, Spelled(request), document.Member("Meta Data").Member("2. Symbol").Text());
        var bars = new BarRows(Name, request, rules, given[^1]);
        foreach (var (name, day) in document.Member("Time Series (Daily)").Members())
        {
            bars.Add(
                day.DateOf(name),
                day.Member("1. open").TextNumber(),
                day.Member("2. high").TextNumber(),
                day.Member("3. low").TextNumber(),
                day.Member("4. close").TextNumber(),
                day.Member("5. volume").TextNumber());
        }

        return bars.Answer(given);
    }

    private SourceAnswer Actions(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var actions = new ActionRows(Name, request, rules);
        var splits = VendorJson.Of(given[0]);
        VendorFaults.ExpectSymbol(Name, request, Spelled(request), splits.Member("symbol").Text());
        foreach (var split in splits.Member("data").Items())
        {
            actions.AddSplit(split.Member("effective_date").Date(), split.Member("split_factor").TextNumber(), given[0]);
        }

        var dividends = VendorJson.Of(given[1]);
        VendorFaults.ExpectSymbol(Name, request, Spelled(request), dividends.Member("symbol").Text());
        foreach (var dividend in dividends.Member("data").Items())
        {
            actions.AddDividend(dividend.Member("ex_dividend_date").Date(), dividend.Member("amount").TextNumber(), given[1]);
        }

        return actions.Answer(given);
    }

    private static bool IsCompactTooShort(SourceRequest request, SourcePayload payload)
    {
        var series = VendorJson.Of(payload).Optional("Time Series (Daily)");
        if (series.IsNull || !payload.Endpoint.Contains("outputsize=compact", StringComparison.Ordinal))
        {
            return false;
        }

        var days = series.Members().Select(day => day.Value.DateOf(day.Name)).ToArray();
        return days.Length >= CompactRows && days.Min() > request.First;
    }

    private static SourceCall Query(string function, SourceRequest request, params (string Name, string Value)[] more) =>
        new("/query", IsJson: true, [("function", function), ("symbol", Spelled(request)), .. more, ("datatype", "json")]);

    private static bool Says(string words, string sought) => words.Contains(sought, StringComparison.OrdinalIgnoreCase);

    private static string Spelled(SourceRequest request) => request.Key.Replace('.', '-');
}
