using System.Globalization;
using System.Text.Json;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Finnhub's <c>/stock/financials-reported</c> (figures of filings, known from the instant at which the regulator accepted them), <c>/stock/metric</c>
/// (ratios by period, restated without notice, hence known from the fetch on) and <c>/news-sentiment</c> (bullish less bearish share). The key travels in
/// the header <c>X-Finnhub-Token</c>.
/// </summary>
internal sealed class FinnhubProtocol : IVendorProtocol
{
    public const string VendorName = "finnhub";
    private const string NewYork = "America/New_York";
    private const string Reported = "/stock/financials-reported";
    private const string Metric = "/stock/metric";
    private const string NotGiven = "N/A";
    private static readonly string[] Statements = ["bs", "ic", "cf"];
    private static readonly string[] Frequencies = ["quarterly", "annual"];

    /// <summary>Where its key goes, whatever is asked.</summary>
    public static KeyPlace Token { get; } = KeyPlace.Header("X-Finnhub-Token");

    public string Name => VendorName;

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Fundamentals, SourceDataset.Sentiment];

    public KeyPlace? KeyPlace => Token;

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        if (request.Dataset == SourceDataset.Sentiment)
        {
            return given.Count > 0 ? null : new SourceCall("/news-sentiment", IsJson: true, ("symbol", request.Key));
        }

        return given.Count < Frequencies.Length
            ? new SourceCall(Reported, IsJson: true, ("symbol", request.Key), ("freq", Frequencies[given.Count]))
            : given.Count == Frequencies.Length ? new SourceCall(Metric, IsJson: true, ("symbol", request.Key), ("metric", "all"))
            : null;
    }

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response) => Refusal(call, response);

    /// <summary>Its error documents have one form, whatever was asked.</summary>
    public static MarketSourceException? Refusal(SourceCall call, SourceResponse response)
    {
        if (response.TextAt("error") is not { } message)
        {
            return null;
        }

        var words = VendorFaults.Words(message);
        return words.Contains("limit reached", StringComparison.OrdinalIgnoreCase) ? VendorFaults.Throttled(VendorName, words, null)
            : words.Contains("API key", StringComparison.OrdinalIgnoreCase) || words.Contains("access", StringComparison.OrdinalIgnoreCase) ? VendorFaults.KeyRefused(VendorName, words)
            : new MarketSourceException(SourceFailureKind.BadRequest, VendorName, $"it answers {call.Endpoint} with '{words}'; check the symbol");
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules) =>
        request.Dataset == SourceDataset.Sentiment ? Sentiment(request, given, rules) : Fundamentals(request, given);

    private SourceAnswer Fundamentals(SourceRequest request, IReadOnlyList<SourcePayload> given)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Fundamentals);
        var filings = 0;
        for (var page = 0; page < Frequencies.Length; page++)
        {
            var document = VendorJson.Of(given[page]);
            var data = document.Member("data").Items().ToArray();
            if (data.Length > 0)
            {
                VendorFaults.ExpectSymbol(Name, request, request.Key, document.Member("symbol").Text());
            }

            filings += data.Length;
            foreach (var filing in data)
            {
                AddFiling(builder, request, filing, Frequencies[page], given[page].FetchedAt);
            }
        }

        var metric = VendorJson.Of(given[^1]);
        var series = metric.Optional("series");
        if (filings == 0 && series.IsNull)
        {
            throw VendorFaults.Unknown(Name, request);
        }

        if (!series.IsNull)
        {
            VendorFaults.ExpectSymbol(Name, request, request.Key, metric.Member("symbol").Text());
            AddRatios(builder, request, series, given[^1].FetchedAt);
        }

        return new SourceAnswer { Source = Name, Table = builder.Build(), Payloads = given, Remarks = [] };
    }

    private void AddFiling(ObservedTableBuilder builder, SourceRequest request, VendorJson filing, string frequency, DateTimeOffset fetchedAt)
    {
        var end = filing.Member("endDate").Date();
        if (end < request.First || end > request.Last)
        {
            return;
        }

        var known = filing.Optional("acceptedDate") is { IsNull: false } accepted && accepted.Text().Length > 0
            ? LocalDays.At(LocalTime(accepted), NewYork)
            : LocalDays.End(filing.Member("filedDate").Date(), NewYork);
        known = known < fetchedAt ? known : fetchedAt;
        var report = filing.Member("report");
        foreach (var statement in Statements)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (concept, value) in Figures(report.Optional(statement)))
            {
                // A filing may give a concept twice; the first is the one in the statement's own column.
                if (seen.Add(concept) && !IsNotGiven(value))
                {
                    builder.Add(end, known, Name, [request.Key, $"{frequency}.{statement}.{concept}"], [value.Number()]);
                }
            }
        }
    }

    /// <summary>Both documented forms: a list of concepts with values, and an object by concept.</summary>
    private static IEnumerable<(string Concept, VendorJson Value)> Figures(VendorJson statement) => statement.IsNull ? []
        : statement.Element.ValueKind == JsonValueKind.Array ? statement.Items().Select(item => (item.Member("concept").Text(), item.Optional("value")))
        : statement.Members();

    private void AddRatios(ObservedTableBuilder builder, SourceRequest request, VendorJson series, DateTimeOffset fetchedAt)
    {
        foreach (var (frequency, ratios) in series.Members())
        {
            foreach (var (name, points) in ratios.Members())
            {
                foreach (var point in points.Items())
                {
                    var end = point.Member("period").Date();
                    if (end >= request.First && end <= request.Last && point.Optional("v") is { IsNull: false } value)
                    {
                        builder.Add(end, fetchedAt, Name, [request.Key, $"{frequency}.metric.{name}"], [value.Number()]);
                    }
                }
            }
        }
    }

    private SourceAnswer Sentiment(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var document = VendorJson.Of(given[0]);
        if (document.Optional("sentiment") is not { IsNull: false } sentiment)
        {
            throw VendorFaults.NoData(Name, request);
        }

        VendorFaults.ExpectSymbol(Name, request, request.Key, document.Member("symbol").Text());
        var builder = new ObservedTableBuilder(ObservedDataset.Sentiment);
        var today = LocalDays.Of(given[0].FetchedAt, rules.Calendar.ZoneId)!.Value;
        var score = sentiment.Member("bullishPercent").Number() - sentiment.Member("bearishPercent").Number();
        if (score is < -1 or > 1)
        {
            throw sentiment.Bad($"bullish less bearish is {score.ToString(CultureInfo.InvariantCulture)}, outside -1 to 1");
        }

        builder.Add(today, given[0].FetchedAt, Name, [request.Key], [score, double.NaN, document.Member("buzz").Member("articlesInLastWeek").Number()]);
        return new SourceAnswer { Source = Name, Table = builder.Build(), Payloads = given, Remarks = [] };
    }

    private static DateTime LocalTime(VendorJson accepted) =>
        DateTime.TryParseExact(accepted.Text(), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? local
            : throw accepted.Bad($"'acceptedDate' is '{VendorFaults.Words(accepted.Text())}', which is no time");

    private static bool IsNotGiven(VendorJson value) => value.IsNull || (value.Element.ValueKind == JsonValueKind.String && value.Element.GetString() is NotGiven or "");
}
