using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Http;

namespace Assay.MarketSources.Vendors;

/// <summary>
/// FRED's <c>/fred/series/observations</c>. With vintages (ALFRED) the real-time period is asked for whole, and every figure is known from the day after
/// its <c>realtime_start</c> (St. Louis time); without, from a declared time after its reference day. A value is a text, and "." is none. The key is a parameter of the URL.
/// </summary>
internal sealed class FredProtocol : IVendorProtocol
{
    private const int PageRows = 100_000;
    private const string Chicago = "America/Chicago";
    private const string NoValue = ".";
    private const string FirstVintage = "1776-07-04";
    private const string LastVintage = "9999-12-31";

    public string Name => "fred";

    public IReadOnlyList<SourceDataset> Offers { get; } = [SourceDataset.Series];

    public KeyPlace? KeyPlace { get; } = KeyPlace.Query("api_key");

    public SourceCall? Next(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var offset = 0L;
        if (given.Count > 0)
        {
            var last = VendorJson.Of(given[^1]);
            var rows = last.Member("observations").Items().Count();
            offset = last.Member("offset").Whole() + rows;
            if (rows == 0 || offset >= last.Member("count").Whole())
            {
                return null;
            }
        }

        return Page(request, offset, rules.SeriesOf(request.Key).Vintages);
    }

    public MarketSourceException? Refusal(SourceRequest request, SourceCall call, SourceResponse response)
    {
        if (response.TextAt("error_message") is not { } message)
        {
            return null;
        }

        var words = VendorFaults.Words(message);
        return words.Contains("api_key", StringComparison.OrdinalIgnoreCase) ? VendorFaults.KeyRefused(Name, words)
            : words.Contains("series does not exist", StringComparison.OrdinalIgnoreCase) ? VendorFaults.Unknown(Name, request)
            : words.Contains("Too Many Requests", StringComparison.OrdinalIgnoreCase) ? VendorFaults.Throttled(Name, words, null)
            : new MarketSourceException(SourceFailureKind.BadRequest, Name, $"it answers {call.Endpoint} with '{words}'; check the series and the range");
    }

    public SourceAnswer Read(SourceRequest request, IReadOnlyList<SourcePayload> given, ReadingRules rules)
    {
        var options = rules.SeriesOf(request.Key);
        var builder = new ObservedTableBuilder(ObservedDataset.Series);
        var said = new HashSet<TradingDate>();
        var count = 0;
        foreach (var payload in given)
        {
            foreach (var observation in VendorJson.Of(payload).Member("observations").Items())
            {
                count++;
                var date = observation.Member("date").Date();
                if (date < request.First || date > request.Last)
                {
                    continue;
                }

                // The vendor has it already, so it is known since the fetch at the latest.
                var published = options.Vintages
                    ? LocalDays.End(observation.Member("realtime_start").Date(), Chicago)
                    : new DateTimeOffset(date.ToDateOnly(), TimeOnly.MinValue, TimeSpan.Zero).AddHours(options.KnownAfterHours);
                var known = published < payload.FetchedAt ? published : payload.FetchedAt;
                var value = observation.Member("value");
                if (value.Text() != NoValue)
                {
                    builder.Add(date, known, Name, [request.Key], [value.TextNumber()]);
                    said.Add(date);
                }
                else if (said.Remove(date))
                {
                    builder.Retract(date, known, Name, request.Key);
                }
            }
        }

        return count == 0
            ? throw VendorFaults.NoData(Name, request)
            : new SourceAnswer { Source = Name, Table = builder.Build(), Payloads = given, Remarks = [] };
    }

    private static SourceCall Page(SourceRequest request, long offset, bool vintages) => new(
        "/fred/series/observations",
        IsJson: true,
        [
            ("series_id", request.Key),
            ("file_type", "json"),
            ("observation_start", request.First.ToString()),
            ("observation_end", request.Last.ToString()),
            .. vintages ? new[] { ("realtime_start", FirstVintage), ("realtime_end", LastVintage) } : [],
            ("sort_order", "asc"),
            ("limit", PageRows.ToString(CultureInfo.InvariantCulture)),
            ("offset", offset.ToString(CultureInfo.InvariantCulture)),
        ]);
}
