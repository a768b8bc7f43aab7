using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Tiingo's end-of-day prices, <c>/tiingo/daily/{ticker}/prices</c>: raw and adjusted figures side by side, dividends (<c>divCash</c>) and splits
/// (<c>splitFactor</c>) on their ex-date. The key travels in the header <c>Authorization: Token</c>.
/// </summary>
internal sealed class TiingoProtocol : IVendorProtocol
{
    private static readonly TimeSpan AllocationPause = TimeSpan.FromMinutes(15);

    public string Name => "tiingo";

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Bars, SourceDataset.Actions];

    public KeyPlace? KeyPlace { get; } = KeyPlace.Header("Authorization", "Token ");

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules) => given.Count > 0 ? null : new SourceCall(
        $"/tiingo/daily/{SourceCall.Escape(request.Key.Replace('.', '-'))}/prices",
        IsJson: true,
        ("startDate", request.First.ToString()),
        ("endDate", request.Last.ToString()),
        ("resampleFreq", "daily"),
        ("format", "json"));

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response)
    {
        if (response.TextAt("detail") is not { } detail)
        {
            return null;
        }

        var words = VendorFaults.Words(detail);
        return Says(words, "not found") ? VendorFaults.Unknown(Name, request)
            : Says(words, "allocation") || Says(words, "run over") ? VendorFaults.Throttled(Name, words, response.ReceivedAt + AllocationPause)
            : Says(words, "token") || Says(words, "credentials") || Says(words, "permission") ? VendorFaults.KeyRefused(Name, words)
            : response.IsSuccess ? new MarketSourceException(SourceFailureKind.BadRequest, Name, $"it answers {call.Endpoint} with '{words}'; check the symbol and the range")
            : null;
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var bars = new BarRows(Name, request, rules, given[0]);
        var actions = new ActionRows(Name, request, rules);
        var days = 0;
        foreach (var day in VendorJson.Of(given[0]).Items())
        {
            days++;
            var date = day.Member("date").Date();
            bars.Add(
                date,
                day.Member("open").Number(),
                day.Member("high").Number(),
                day.Member("low").Number(),
                day.Member("close").Number(),
                day.Member("volume").Number());
            actions.AddDividend(date, day.Member("divCash").Number(), given[0]);
            actions.AddSplit(date, day.Member("splitFactor").Number(), given[0]);
        }

        return days == 0 ? throw VendorFaults.NoData(Name, request)
            : request.Dataset == SourceDataset.Actions ? actions.Answer(given)
            : bars.Answer(given, actions);
    }

    private static bool Says(string words, string sought) => words.Contains(sought, StringComparison.OrdinalIgnoreCase);
}
