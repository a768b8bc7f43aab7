using System.Text.Json;
using Assay.MarketData.Calendars;
using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// Polygon's aggregates (<c>/v2/aggs/ticker/…</c>, unadjusted), splits and dividends (<c>/v3/reference/…</c>). Long lists come in pages under
/// <c>next_url</c>, of which only path and query are followed. The key travels in the header <c>Authorization: Bearer</c>.
/// </summary>
internal sealed class PolygonProtocol : IVendorProtocol
{
    private const string NewYork = "America/New_York";
    private const string Splits = "/v3/reference/splits";
    private const string Dividends = "/v3/reference/dividends";
    private const long LatestMillisecond = 99_999_999_999_000;

    public string Name => "polygon";

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Bars, SourceDataset.Actions];

    public KeyPlace? KeyPlace { get; } = KeyPlace.Header("Authorization", "Bearer ");

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        if (given.Count == 0)
        {
            return request.Dataset == SourceDataset.Actions
                ? Reference(Splits, "execution_date", request)
                : new SourceCall(
                    $"/v2/aggs/ticker/{SourceCall.Escape(request.Key)}/range/1/day/{request.First}/{request.Last}",
                    IsJson: true,
                    ("adjusted", "false"),
                    ("sort", "asc"),
                    ("limit", "50000"));
        }

        var last = VendorJson.Of(given[^1]);
        if (last.Optional("next_url") is { IsNull: false } next)
        {
            return Follow(next);
        }

        return request.Dataset == SourceDataset.Actions && given[^1].Endpoint.StartsWith(Splits, StringComparison.Ordinal)
            ? Reference(Dividends, "ex_dividend_date", request)
            : null;
    }

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response)
    {
        if (response.TextAt("status") is not ("ERROR" or "NOT_AUTHORIZED" or "NOT_FOUND") || response.TextAt("status") is not { } status)
        {
            return null;
        }

        var words = VendorFaults.Words(response.TextAt("error") ?? response.TextAt("message") ?? status);
        return status is "NOT_AUTHORIZED" || response.Status is 401 or 403 ? VendorFaults.KeyRefused(Name, words)
            : words.Contains("exceeded the maximum requests", StringComparison.OrdinalIgnoreCase) ? VendorFaults.Throttled(Name, words, null)
            : status is "NOT_FOUND" ? VendorFaults.Unknown(Name, request)
            : new MarketSourceException(SourceFailureKind.BadRequest, Name, $"it answers {call.Endpoint} with '{words}'; check the symbol and the range");
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules) =>
        request.Dataset == SourceDataset.Actions ? Actions(request, given, rules) : Bars(request, given, rules);

    private SourceAnswer Bars(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var bars = new BarRows(Name, request, rules, given[^1]);
        var count = 0;
        foreach (var payload in given)
        {
            var page = VendorJson.Of(payload);
            VendorFaults.ExpectSymbol(Name, request, request.Key, page.Member("ticker").Text());
            if (page.Member("adjusted").Element.ValueKind != JsonValueKind.False)
            {
                throw page.Changed("the bars are adjusted where raw ones were asked for");
            }

            foreach (var bar in page.Optional("results") is { IsNull: false } results ? results.Items() : [])
            {
                count++;
                var day = LocalDays.Of(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(bar.Member("t").Whole(), 0, LatestMillisecond)), NewYork)!.Value;
                bars.Add(day, bar.Member("o").Number(), bar.Member("h").Number(), bar.Member("l").Number(), bar.Member("c").Number(), bar.Member("v").Number());
            }
        }

        return count == 0 ? throw VendorFaults.NoData(Name, request) : bars.Answer(given);
    }

    private SourceAnswer Actions(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var actions = new ActionRows(Name, request, rules);
        foreach (var payload in given)
        {
            var isSplits = payload.Endpoint.StartsWith(Splits, StringComparison.Ordinal);
            foreach (var entry in VendorJson.Of(payload).Member("results").Items())
            {
                VendorFaults.ExpectSymbol(Name, request, request.Key, entry.Member("ticker").Text());
                if (isSplits)
                {
                    var before = entry.Member("split_from").Number();
                    actions.AddSplit(entry.Member("execution_date").Date(), before > 0 ? entry.Member("split_to").Number() / before : double.NaN, payload);
                }
                else
                {
                    actions.AddDividend(entry.Member("ex_dividend_date").Date(), entry.Member("cash_amount").Number(), payload);
                }
            }
        }

        return actions.Answer(given);
    }

    private static SourceCall Reference(string path, string date, SourceRequest request) => new(
        path, IsJson: true, ("ticker", request.Key), ($"{date}.gte", request.First.ToString()), ($"{date}.lte", request.Last.ToString()), ("limit", "1000"));

    /// <summary>The host of the address is not asked: the key goes to the configured one only.</summary>
    private static SourceCall Follow(VendorJson next)
    {
        if (!Uri.TryCreate(next.Text(), UriKind.Absolute, out var address))
        {
            throw next.Changed("'next_url' is no address");
        }

        var query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=', 2))
            .Where(entry => !string.Equals(entry[0], "apiKey", StringComparison.OrdinalIgnoreCase))
            .Select(entry => (entry[0], entry.Length > 1 ? Uri.UnescapeDataString(entry[1]) : string.Empty));
        return new SourceCall(address.AbsolutePath, IsJson: true, [.. query]);
    }
}
